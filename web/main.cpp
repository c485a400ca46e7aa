// Entry point of the page. Everything lives in web/shell.
#include "web/shell/page.h"

int main() {
  static zhike::shell::Page page;  // lives as long as the page: callbacks of the browser refer to it
  page.start();
  return 0;
}
