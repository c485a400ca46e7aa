#include "core/report/report.h"

namespace zhike::report {

std::string_view page_style() {
  return R"css(
:root{color-scheme:light;--ink:#1a1a1a;--muted:#595959;--line:#d0d0d0;--soft:#f4f6f8;--accent:#0063a0}
*{box-sizing:border-box}
html{background:#fff;-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:2rem 1.5rem 3rem;max-width:60rem;color:var(--ink);background:#fff;
 font:1rem/1.55 system-ui,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
:lang(zh-Hant) body,:lang(zh-Hant) .zk-words{font-family:system-ui,"Segoe UI","PingFang TC","Microsoft JhengHei",
 "Noto Sans CJK TC","Noto Sans TC",sans-serif}
header{border-bottom:3px solid var(--accent);margin-bottom:1.5rem;padding-bottom:.75rem}
h1{font-size:1.9rem;line-height:1.25;margin:0}
h2{font-size:1.3rem;line-height:1.3;margin:2.2rem 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
p{margin:.5rem 0}
.subtitle{color:var(--muted);font-size:1.1rem}
nav ol{margin:.3rem 0 0;padding-left:1.4rem}
nav p{font-weight:600;margin:0}
a{color:var(--accent)}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.8rem;margin:1rem 0;padding:0}
.tile{background:var(--soft);border:1px solid var(--line);border-radius:.4rem;padding:.7rem .9rem;margin:0;
 break-inside:avoid}
.tile dt{color:var(--muted);font-size:.9rem}
.tile dd{margin:0}
.tile .value{font-size:1.7rem;font-weight:650;line-height:1.25;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.tile .more{color:var(--muted);font-size:.85rem}
figure{margin:1.2rem 0;break-inside:avoid}
figure svg{display:block;max-width:100%;height:auto}
figcaption{color:var(--muted);font-size:.9rem;margin-top:.3rem}
summary{color:var(--muted);font-size:.85rem;cursor:pointer}
.wide{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;font-weight:600;padding:.3rem 0;caption-side:top}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
thead th{background:var(--soft);border-bottom:2px solid var(--line)}
tbody th{font-weight:400}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.total th,.total td{font-weight:650;border-top:2px solid var(--ink)}
.notes{color:var(--muted);font-size:.85rem;margin:.8rem 0 0;padding-left:1.2rem}
footer{color:var(--muted);font-size:.85rem;margin-top:2.5rem;padding-top:.5rem;border-top:1px solid var(--line)}
@page{size:A4;margin:18mm 16mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9pt;color:#595959}}
@media print{
 body{max-width:none;padding:0;font-size:10.5pt}
 h1,h2{break-after:avoid}
 h2{margin-top:1.4rem}
 p,li{orphans:3;widows:3}
 thead{display:table-header-group}
 tr,.tile,figure{break-inside:avoid}
 .wide{overflow:visible}
 details{display:none}
 .tiles{grid-template-columns:repeat(4,1fr)}
 a{color:inherit;text-decoration:none}
 *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
)css";
}

}  // namespace zhike::report
