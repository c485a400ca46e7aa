// The names of the fields. Folded (see fold_name), the most telling first; a label of the program itself is among them,
// so that a table exported with labels comes back.
#include <array>

#include "core/exchange/column_names.h"

namespace zhike::exchange {
namespace {

#define NOTES "备注|备注说明|附注|注记|注|notes|note|remark|remarks|comment|comments|memo"
#define PHONES                                                                                                         \
  "电话|联系电话|手机|手机号|手机号码|电话号码|联络电话|连络电话|移动电话|行动电话|固定电话|座机|办公电话|公司电话|"   \
  "phone|telephone|tel|phoneno|phonenumber|telephoneno|telephonenumber|mobile|mobilephone|mobileno|mobilenumber|cell|" \
  "cellphone|contactno|contactnumber|联系方式|联络方式"
#define EMAILS "电子邮箱|邮箱|电子邮件|邮件|邮箱地址|邮件地址|电子信箱|信箱|电邮|email|emailaddress|mail|emailid"
#define STAFF                                                                                                      \
  "经办人|承办人|负责人|责任人|处理人|业务员|客户经理|员工|跟进人|记录人|staff|staffmember|owner|handledby|agent|" \
  "assignee|assignedto|responsible|employee|salesrep|salesperson|by"

constexpr std::array names{
    FieldNames{"customer", "name_phonetic", "名称拼音|姓名拼音|拼音|客户拼音|拼音码|pinyin|nameinpinyin|phoneticname"},
    FieldNames{
        "customer", "name_other",
        "别名|简称|客户简称|公司简称|曾用名|英文名|英文名称|昵称|othername|alias|shortname|nickname|englishname"},
    FieldNames{"customer", "kind",
               "客户类别|客户类型|客户性质|类别|类型|性质|kind|customertype|customerkind|type|category"},
    FieldNames{"customer", "phone", PHONES},
    FieldNames{"customer", "email", EMAILS},
    FieldNames{"customer", "region",
               "省份地区|省市地区|省份|省市|地区|区域|省|大区|所在省份|所在地区|region|province|state|area"},
    FieldNames{"customer", "city", "城市|所在城市|市|县市|城镇|所在地|city|town"},
    FieldNames{
        "customer", "street",
        "详细地址|地址|联系地址|联络地址|通讯地址|通信地址|住址|公司地址|单位地址|收货地址|街道|streetaddress|address|"
        "street|addressline1|address1|addr|mailingaddress"},
    FieldNames{"customer", "postcode", "邮政编码|邮编|邮递区号|postcode|postalcode|zipcode|zip|zippostalcode"},
    FieldNames{"customer", "industry",
               "行业|产业|所属行业|所属产业|行业类别|行业类型|业别|产业别|industry|sector|lineofbusiness|branch"},
    FieldNames{
        "customer", "owner",
        "客户经理|业务员|负责人|销售员|销售代表|销售人员|业务代表|业务人员|所属销售|客户负责人|跟进人|归属人|专员|销售|"
        "业务|理财经理|accountmanager|owner|salesrep|salesperson|salesman|accountowner|responsible|assignedto|manager|"
        "rep"},
    FieldNames{
        "customer", "since",
        "成为客户日期|开户日期|建档日期|注册日期|注册时间|入会日期|加入日期|合作日期|合作开始日期|首次合作日期|"
        "登记日期|"
        "建立日期|创建日期|创建时间|customersince|membersince|joindate|joined|registrationdate|registered|signupdate|"
        "startdate|createdat|created"},
    FieldNames{"customer", "wallet_total",
               "同类年支出总额|年支出总额|年采购总额|年采购额|年度采购额|采购预算|年度预算|钱包总额|荷包总额|wallet|"
               "annualspend|"
               "yearlyspend|yearlyspendingonourkindofgoods|annualbudget"},
    FieldNames{"customer", "status", "状态|客户状态|合作状态|往来状态|customerstatus"},
    FieldNames{"customer", "tags", "标签|客户标签|tag|labels"},
    FieldNames{"customer", "birthday", "生日|出生日期|出生年月日|客户生日|birthdate|dateofbirth|dob"},
    FieldNames{"customer", "cares_about", "关心什么|关注点|whattheycareabout"},
    FieldNames{"customer", "wants", "想要什么|需求|客户需求|whattheywant|needs"},
    FieldNames{"customer", "problems", "有何难题|难题|痛点|whattheystrugglewith|painpoints"},
    FieldNames{"customer", "expectations", "对我们的期望|期望|客户期望|whattheyexpectofus"},
    FieldNames{"customer", "financial_strength", "经济实力"},
    FieldNames{"customer", "income_expectation", "收益预期|incomeexpected"},
    FieldNames{"customer", "family_structure", "家庭结构|family"},
    FieldNames{"customer", "risk_attitude", "风险态度|风险偏好|attitudetorisk|riskprofile"},
    FieldNames{"customer", "tier_override", "手动指定的等级|tiersetbyhand"},
    FieldNames{"customer", "tier_reason", "指定等级的理由|reasonforthetier"},
    FieldNames{"customer", "tier_from", "等级生效日期|tiervalidfrom"},
    FieldNames{"customer", "quiet_hours", "免打扰时段|勿扰时段"},
    FieldNames{"customer", "refused_channels", "拒绝的联系方式|拒绝的联络方式|channelsrefused"},
    FieldNames{"customer", "offers_refused", "谢绝推销|wantsnooffers|donotcontact|optout"},
    FieldNames{"customer", "notes", NOTES "|说明|描述|description"},

    FieldNames{"contact_person", "name",
               "姓名|联系人|联络人|联系人姓名|联络人姓名|名字|contactname|contactperson|contact|fullname"},
    FieldNames{"contact_person", "name_phonetic", "姓名拼音|拼音|pinyin|nameinpinyin"},
    FieldNames{"contact_person", "role", "职务|职位|岗位|title|jobtitle|position"},
    FieldNames{"contact_person", "phone", PHONES},
    FieldNames{"contact_person", "email", EMAILS},
    FieldNames{"contact_person", "birthday", "生日|出生日期|dateofbirth|dob"},
    FieldNames{"contact_person", "preferred_channel", "首选联系方式|偏好联络方式"},
    FieldNames{"contact_person", "notes", NOTES},

    FieldNames{"product", "category", "类别|产品类别|商品类别|分类|品类|producttype|type"},
    FieldNames{"product", "price", "单价|价格|售价|标价|定价|listprice|unitprice"},
    FieldNames{"product", "currency", "币种|币别|货币"},
    FieldNames{"product", "unit_cost", "单位成本|成本|成本价|进价|cost"},
    FieldNames{"product", "notes", NOTES "|description|说明"},

    FieldNames{
        "purchase", "key",
        "订单号|订单编号|单据编号|单据号|单号|销售单号|流水号|交易号|交易编号|发票号|发票号码|合同号|合同编号|购买编号|"
        "采购单号|编号|orderid|orderno|ordernumber|ordercode|invoiceno|invoicenumber|invoiceid|transactionid|"
        "transactionno|"
        "receiptno|receiptnumber|salesorder|saleid|documentno|docno|purchaseid|purchaseno|order|invoice|id"},
    FieldNames{"purchase", "date",
               "日期|购买日期|下单日期|订单日期|成交日期|交易日期|销售日期|消费日期|购买时间|下单时间|交易时间|"
               "成交时间|消费时间|"
               "开票日期|付款日期|支付时间|发货日期|时间|orderdate|purchasedate|invoicedate|transactiondate|saledate|"
               "salesdate|"
               "dateofpurchase|ordertime|datetime|timestamp|time|day"},
    FieldNames{
        "purchase", "amount",
        "金额|总金额|总额|销售额|销售金额|购买金额|消费金额|订单金额|成交金额|交易金额|实付金额|实收金额|实付|实收|"
        "付款金额|"
        "支付金额|应收金额|价税合计|合计金额|总价|合计|总计|消费额|营业额|成交额|货款|小计|totalamount|total|revenue|"
        "sales|"
        "orderamount|ordertotal|salesamount|saleamount|totalprice|grandtotal|netamount|grossamount|turnover|value|sum|"
        "amountpaid|paid|payment|spend|price"},
    FieldNames{"purchase", "currency", "币种|币别|货币|货币种类|currencycode|ccy"},
    FieldNames{"purchase", "cost", "成本|成本金额|成本额|总成本|成本价|totalcost|costs|cogs|costofgoods"},
    FieldNames{
        "purchase", "quantity",
        "数量|购买数量|销售数量|订购数量|件数|个数|台数|箱数|qty|quantityordered|orderquantity|units|count|pieces|pcs|"
        "items|cds"},
    FieldNames{"purchase", "channel",
               "渠道|销售渠道|购买渠道|通路|销售通路|来源渠道|门店|店铺|分店|平台|saleschannel|store|shop|outlet|"
               "platform|source"},
    FieldNames{"purchase", "notes", NOTES "|说明|description"},

    FieldNames{"communication", "key", "编号|沟通编号|记录编号|number|id"},
    FieldNames{"communication", "contact_person", "联系人|联络人|客户联系人|对接人|contact|contactname"},
    FieldNames{
        "communication", "at",
        "时间|日期|沟通时间|沟通日期|联系时间|联系日期|联络时间|联络日期|拜访时间|拜访日期|来电时间|通话时间|跟进时间|"
        "跟进日期|记录时间|date|time|datetime|contactdate|calldate|visitdate|timestamp|when"},
    FieldNames{"communication", "channel",
               "沟通方式|联系方式|联络方式|拜访方式|跟进方式|方式|渠道|medium|method|via|contacttype|type"},
    FieldNames{"communication", "touchpoint", "接触点|触点"},
    FieldNames{"communication", "initiative", "服务类型|主动被动|主被动|发起方|direction"},
    FieldNames{"communication", "staff", STAFF "|拜访人|接待人|recordedby"},
    FieldNames{"communication", "verbatim", "客户原话|原话|客户反馈|inthecustomersownwords|quote|customerwords"},
    FieldNames{
        "communication", "summary",
        "内容摘要|沟通内容|联系内容|联络内容|拜访内容|跟进内容|沟通记录|摘要|内容|概要|小结|主题|content|subject|"
        "description|notes|note|备注"},
    FieldNames{"communication", "mood", "客户心态|心态|情绪|客户情绪|sentiment"},
    FieldNames{"communication", "next_contact",
               "下次联系|下次联系日期|下次联系时间|下次联络|下次联络日期|下次跟进|下次跟进日期|下次拜访|下次拜访日期|"
               "nextcontactdate|followup|followupdate|nextvisit"},
    FieldNames{"communication", "minutes", "时长|时长分钟|通话时长|分钟|分钟数|duration|durationminutes"},

    FieldNames{"promise", "key", "编号|承诺编号|number|promiseid|promiseno|id"},
    FieldNames{"promise", "communication", "出自哪次沟通|沟通编号|madeduring"},
    FieldNames{"promise", "text",
               "承诺内容|承诺|承诺事项|内容|事项|whatwaspromised|promise|commitment|content|description"},
    FieldNames{"promise", "staff", "承诺人|" STAFF "|promisedby"},
    FieldNames{"promise", "made_on",
               "承诺日期|承诺时间|提出日期|登记日期|日期|promisedate|promisedon|datemade|date|created|createdat"},
    FieldNames{"promise", "due",
               "兑现期限|期限|到期日|到期日期|截止日期|完成期限|承诺期限|应完成日期|预计完成日期|约定日期|duedate|"
               "deadline|dueby|"
               "dueon"},
    FieldNames{"promise", "status", "状态|兑现状态|完成状态|state"},
    FieldNames{"promise", "closed_on",
               "了结日期|结案日期|兑现日期|完成日期|实际完成日期|closed|closeddate|completed|completedon|"
               "completiondate|keptdate"},
    FieldNames{"promise", "evidence", "兑现凭据|凭据|证据|proof"},
    FieldNames{"promise", "notes", NOTES},

    FieldNames{"complaint", "key",
               "投诉编号|投诉单号|工单号|工单编号|案件编号|案号|编号|complaintnumber|complaintno|complaintid|ticketid|"
               "ticketno|"
               "ticketnumber|ticket|caseid|caseno|casenumber|id"},
    FieldNames{"complaint", "communication", "出自哪次沟通|沟通编号|cameupduring"},
    FieldNames{
        "complaint", "received",
        "受理时间|受理日期|投诉日期|投诉时间|接收日期|接收时间|登记日期|登记时间|日期|时间|receivedat|receivedon|"
        "datereceived|complaintdate|date|opened|openedat|created|createdat|time"},
    FieldNames{"complaint", "channel", "投诉方式|投诉渠道|方式|渠道|来源|source|via|submittedvia"},
    FieldNames{"complaint", "touchpoint", "接触点|触点"},
    FieldNames{"complaint", "original_words",
               "投诉原话|客户原话|原话|投诉内容|投诉描述|问题描述|内容|描述|诉求|complaint|complainttext|description|"
               "content|text|"
               "details|issue|consumercomplaintnarrative"},
    FieldNames{"complaint", "severity", "严重程度|严重性|紧急程度|级别|等级|程度|priority|level"},
    FieldNames{"complaint", "category", "投诉类别|投诉类型|投诉分类|问题类型|类别|类型|分类|complainttype|type|topic"},
    FieldNames{"complaint", "staff", STAFF "|受理人"},
    FieldNames{"complaint", "status", "状态|处理状态|state"},
    FieldNames{"complaint", "first_response",
               "首次响应时间|首次回应时间|首次回复时间|响应时间|firstresponseat|respondedat"},
    FieldNames{
        "complaint", "solved",
        "解决时间|解决日期|处理完成时间|完成时间|结案时间|结案日期|resolved|solvedat|resolvedat|solvedon|resolvedon|"
        "resolutiondate|closed|closedat"},
    FieldNames{"complaint", "confirmed", "客户确认时间|确认时间|确认日期|confirmedbythecustomer|confirmedat"},
    FieldNames{"complaint", "problem", "所属问题|problembehindit"},
    FieldNames{"complaint", "steps", "处理经过|处理过程|stepstaken|actions"},
    FieldNames{"complaint", "resolution", "处理结果|解决方案|结果|outcome|solution"},

    FieldNames{"problem", "key", "问题编号|编号|problemnumber|id"},
    FieldNames{"problem", "title", "问题名称|问题|标题|name"},
    FieldNames{"problem", "description", "问题描述|描述"},
    FieldNames{"problem", "cause", "原因|rootcause"},
    FieldNames{"problem", "staff", STAFF},
    FieldNames{"problem", "status", "状态|state"},
    FieldNames{"problem", "opened", "立项日期|立案日期|日期|date"},
    FieldNames{"problem", "fixed", "解决日期"},
    FieldNames{"problem", "fix", "解决措施|措施|whatwasdoneaboutit"},

    FieldNames{"survey", "key", "调查编号|问卷编号|编号|surveynumber|id"},
    FieldNames{"survey", "name", "调查名称|问卷名称|名称|surveyname|title"},
    FieldNames{"survey", "purpose", "调查目的|目的"},
    FieldNames{"survey", "status", "状态"},
    FieldNames{"survey", "created", "创建日期|建立日期|日期|date"},
    FieldNames{"survey", "staff", STAFF},

    FieldNames{"question", "survey", "所属调查|调查|问卷"},
    FieldNames{"question", "key", "题目代码|代码|编号|questioncode|code|id"},
    FieldNames{"question", "position", "题号|顺序|order|number"},
    FieldNames{"question", "type", "题型|类型"},
    FieldNames{"question", "text", "题目|题目简体中文|题干|wording|wordingsimplifiedchinese|question"},
    FieldNames{"question", "text_zh_hant", "题目繁体中文|题目正体中文|wordingtraditionalchinese"},
    FieldNames{"question", "text_en", "题目英文|wordingenglish"},
    FieldNames{"question", "scale_low", "最低分|lowestscore"},
    FieldNames{"question", "scale_high", "最高分|highestscore"},
    FieldNames{"question", "choices", "选项|options"},
    FieldNames{"question", "half", "过去或未来|pastorfuture"},
    FieldNames{"question", "construct", "测量内容|衡量内容|whatitmeasures"},

    FieldNames{"wave", "survey", "所属调查|调查|问卷"},
    FieldNames{"wave", "key", "批次编号|编号|wavenumber|id"},
    FieldNames{"wave", "name", "批次名称|批次|名称|title"},
    FieldNames{"wave", "opens", "开始日期|startdate|start"},
    FieldNames{"wave", "closes", "截止日期|结束日期|enddate|end"},
    FieldNames{"wave", "status", "状态"},

    FieldNames{
        "response", "key",
        "答卷编号|问卷编号|受访者编号|受访者|被访者编号|被访者|样本编号|答卷id|编号|序号|respondentid|respondent|"
        "responsenumber|responseid|responseno|resultid|submissionid|id"},
    FieldNames{"response", "survey", "所属调查|调查名称|问卷名称|调查|问卷|surveyname|questionnaire"},
    FieldNames{"response", "wave", "调查批次|批次|波次|期次|surveywave|round"},
    FieldNames{
        "response", "date",
        "答卷日期|作答日期|填写日期|调查日期|访问日期|提交日期|提交时间|提交答卷时间|填写时间|答题时间|日期|时间|"
        "responsedate|surveydate|submitted|submittedat|submitdate|submissiondate|timestamp|completedat|enddate"},
    FieldNames{"response", "mode", "回收方式|调查方式|访问方式|方式|collectedby|surveymode|method"},
    FieldNames{"response", "interviewer", "访问员|访员|调查员|interviewedby"},
    FieldNames{"response", "remark", "备注|备注说明|remarks"},

    FieldNames{"answer", "response", "所属答卷|答卷|答卷编号|responseid|respondent"},
    FieldNames{"answer", "question", "题目|题目代码|questionid|questioncode"},
    FieldNames{"answer", "value", "分值|分数|得分|score|rating"},
    FieldNames{"answer", "text", "文字回答|回答|answer|answerinwords|comment"},

    FieldNames{"standard_answer", "key", "编号|number|id"},
    FieldNames{"standard_answer", "answer_class", "类别|class|category"},
    FieldNames{"standard_answer", "title", "标题|question"},
    FieldNames{"standard_answer", "text", "答复|答复简体中文|标准答复|wording|wordingsimplifiedchinese|answer"},
    FieldNames{"standard_answer", "text_zh_hant", "答复繁体中文|wordingtraditionalchinese"},
    FieldNames{"standard_answer", "text_en", "答复英文|wordingenglish"},

    FieldNames{"staff", "key", "工号|员工编号|员工号|编号|staffnumber|staffid|employeeid|employeeno|id"},
    FieldNames{"staff", "name", "姓名|员工姓名|名字|员工|staffname|employeename|employee|fullname"},
    FieldNames{"staff", "role", "岗位|职务|职位|position|jobtitle|title"},
    FieldNames{"staff", "department", "部门|所属部门|dept"},
    FieldNames{"staff", "phone", PHONES},
    FieldNames{"staff", "email", EMAILS},
    FieldNames{"staff", "joined", "入职日期|到职日期|入职时间|hiredate|startdate"},
    FieldNames{"staff", "left", "离职日期|离职时间|enddate"},

    FieldNames{"setting", "key", "设置项|设定项目|setting"},
    FieldNames{"setting", "value", "值"},
    FieldNames{"rule", "key", "规则编号|rulenumber"},
    FieldNames{"rule", "kind", "规则类别"},
    FieldNames{"rule", "position", "顺序|order"},
    FieldNames{"rule", "tier", "等级"},
    FieldNames{"rule", "name", "规则名称"},
    FieldNames{"rule", "measure", "衡量指标"},
    FieldNames{"rule", "threshold", "门槛值"},
    FieldNames{"rule", "ideal_days", "理想间隔|idealinterval"},
    FieldNames{"rule", "max_days", "最长间隔|longestinterval"},
    FieldNames{"rule", "reason", "理由"},
};

#undef NOTES
#undef PHONES
#undef EMAILS
#undef STAFF

}  // namespace

std::span<const FieldNames> field_names() { return names; }

}  // namespace zhike::exchange
