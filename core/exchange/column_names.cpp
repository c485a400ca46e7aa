#include "core/exchange/column_names.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace zhike::exchange {
namespace {

// Traditional characters that occur in headings and choices, each followed by its simplified form. Variants that
// Taiwan and the mainland choose differently (聯絡/联系) are separate names instead.
constexpr std::u32string_view simplified_pairs =
    U"狀状訴诉準准細细為为決决檻槛潛潜慮虑淨净薦荐畫划階阶僅仅並并眾众譽誉沒没黃黄紅红憶忆礙碍擁拥辭辞齡龄齊齐鮮鲜戶户"
    U"編编號号電电話话區区產产業业經经負负責责務务員员備备註注購购買买訂订單单額额數数貨货幣币別别銷销渠渠聯联絡络繫系"
    U"訊讯郵邮遞递職职鄉乡縣县國国與与間间時时類类種种質质標标籤签簡简稱称曾曾謂谓關关麼么難难題题對对們们經经濟济實实"
    U"強强險险態态風风進进獲获謝谢絕绝擾扰資资訪访問问談谈溝沟會会員员內内摘摘錄录點点觸触動动況况發发現现處处理理"
    U"過过結结果果認认應应響响嚴严緊紧輕轻滿满評评價价總总計计實实單单據据憑凭證证諾诺兌兑開开關关閉闭樣样調调查查"
    U"卷卷選选擇择項项寫写給给網网線线紙纸傳传真真舊旧維维護护後后前前參参考考簽签約约頭头銀银行行個个號号碼码層层級级"
    U"圖图書书館馆賬账帳账單单門门體体檢检測测驗验費费運运輸输裝装軟软機机構构組组織织團团隊队歲岁歷历記记載载誌志連连"
    U"絡络姓姓畢毕廠厂廣广告告東东華华長长陽阳場场際际財财務务顧顾貴贵賓宾貸贷贈赠積积極极徵征詢询諮咨備备願愿議议論论"
    U"點点復复覆复範范圍围滯滞鎖锁離离還还這这邊边選选醫医鐘钟鐵铁鋪铺陸陆陳陈隱隐雙双雜杂靜静頁页順顺須须預预領领"
    U"頻频顯显願愿飯饭飲饮養养餘余驗验體体無无熱热獨独環环當当異异療疗監监盤盘確确禮礼稅税穩稳窮穷競竞筆笔節节籍籍"
    U"終终統统練练縮缩績绩繳缴纖纤習习聲声職职脫脱腦脑臨临舉举蓋盖藝艺藥药號号術术衛卫裡里規规視视親亲觀观解解詳详"
    U"誠诚語语說说誰谁課课請请諒谅識识譯译議议讓让豐丰負负貢贡責责貴贵費费資资賣卖質质賴赖躍跃車车軍军軌轨較较"
    U"輔辅輩辈輪轮轉转辦办農农迴回週周遊游違违遠远適适遷迁遲迟邏逻鄰邻鄭郑釋释針针鈔钞鉤钩銳锐錢钱錯错鍵键"
    U"積积佔占併并來来係系倉仓價价儲储億亿償偿優优兒儿兩两冊册則则剛刚創创劃划勞劳勝胜勢势匯汇協协卻却厭厌參参"
    U"嗎吗喚唤單单嘗尝圓圆園园執执報报場场塊块壞坏壓压壽寿夠够夢梦夥伙奪夺媽妈學学孫孙寧宁審审寬宽寶宝將将專专"
    U"尋寻屬属歲岁島岛帶带師师幫帮幹干庫库廳厅張张彈弹彙汇從从復复徑径恆恒悅悦惡恶愛爱慣惯憂忧懷怀戰战戲戏"
    U"損损換换據据擔担擬拟擴扩攝摄敗败敵敌斷断於于晉晋暫暂曉晓書书條条榮荣樂乐樓楼權权歡欢歸归殘残殺杀毀毁";

char32_t simplify(char32_t c) {
  if (c < 0x4E00 || c > 0x9FFF) return c;
  for (std::size_t i = 0; i + 1 < simplified_pairs.size(); i += 2)
    if (simplified_pairs[i] == c) return simplified_pairs[i + 1];
  return c;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return base::is_han(c) || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

bool opens(char32_t c) { return c == '(' || c == '[' || c == U'【' || c == U'〔' || c == U'{'; }
bool closes(char32_t c) { return c == ')' || c == ']' || c == U'】' || c == U'〕' || c == U'}'; }

}  // namespace

std::string fold_name(std::string_view text) {
  const std::string plain = base::fold_for_search(text);
  std::string out;
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = simplify(base::next_code_point(plain, at));
    if (is_letter(c)) base::append_utf8(out, c);
  }
  return out;
}

HeadingParts split_heading(std::string_view heading) {
  const std::string plain = base::fold_width(heading);
  std::string outside, inside;
  int depth = 0;
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = base::next_code_point(plain, at);
    if (opens(c))
      ++depth;
    else if (closes(c))
      depth = std::max(0, depth - 1);
    else
      base::append_utf8(depth > 0 ? inside : outside, c);
  }
  HeadingParts parts{fold_name(outside), fold_name(inside)};
  if (parts.name.empty()) std::swap(parts.name, parts.unit);
  return parts;
}

std::string_view customer_key_names() {
  return "客户编号|客户编码|客户代码|客户代号|客户号|客户号码|客户id|会员编号|会员号|会员号码|会员卡号|会员id|顾客编号|"
         "顾客id|"
         "用户编号|用户id|买家id|卡号|customerid|customerno|customernumber|customercode|customerkey|custid|custno|"
         "custnumber|"
         "custcode|clientid|clientno|clientnumber|clientcode|accountid|accountno|accountnumber|accountcode|memberid|"
         "memberno|"
         "buyerid|userid|uid|cid";
}
std::string_view customer_name_names() {
  return "客户名称|客户姓名|客户名|客户|公司名称|单位名称|企业名称|机构名称|商户名称|客户全称|公司全称|公司名|公司|"
         "单位|企业|"
         "姓名|顾客姓名|顾客名称|顾客|会员姓名|会员名称|会员|买家|买方|购货单位|投诉人|受访客户|customername|customer|"
         "custname|"
         "cust|clientname|client|accountname|account|companyname|company|organisationname|organizationname|"
         "organisation|"
         "organization|membername|member|buyername|buyer|businessname|fullname|name|所属客户";
}
std::string_view product_key_names() {
  return "产品编号|商品编号|产品编码|商品编码|产品代码|商品代码|货号|料号|款号|物料编码|物料编号|条码|sku|skuid|"
         "productid|"
         "productcode|productno|productnumber|productkey|itemid|itemno|itemcode|itemnumber|articleno|stockcode|partno|"
         "partnumber";
}
std::string_view product_name_names() {
  return "产品|商品|品名|产品名称|商品名称|产品名|商品名|货品|货品名称|物料名称|物料|型号|规格型号|服务项目|项目名称|"
         "项目|"
         "productname|product|itemname|item|article|goods|model|service";
}

}  // namespace zhike::exchange
