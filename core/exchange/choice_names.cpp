// The names of the choices, folded like the names of the fields. A choice's own key is always a name too.
#include <array>

#include "core/exchange/column_names.h"

namespace zhike::exchange {
namespace {

constexpr std::array choices{
    ChoiceNames{"channel", "visit",
                "上门拜访|登门拜访|拜访|上门|面谈|面访|当面|来访|visits|meeting|inperson|facetoface"},
    ChoiceNames{"channel", "phone", "电话|来电|去电|致电|电话沟通|热线|telephone|call|tel|hotline"},
    ChoiceNames{"channel", "email", "电子邮件|邮件|电子邮箱|电邮|emails|mail"},
    ChoiceNames{"channel", "message",
                "短信微信|简讯通讯软体|短信|微信|简讯|即时通讯|企业微信|line|qq|sms|wechat|whatsapp|text|chat|im"},
    ChoiceNames{"channel", "letter", "信函|信件|书信|来信|post|postal"},
    ChoiceNames{"channel", "fax", "传真"},
    ChoiceNames{"channel", "online", "网上|线上|网络|网站|官网|在线|互联网|web|website|internet"},
    ChoiceNames{"channel", "event", "活动|展会|会议|exhibition|conference"},
    ChoiceNames{"channel", "other", "其他|其它|others"},

    ChoiceNames{"customer.kind", "person", "个人|个人客户|自然人|散客|私人|individual|private|b2c|消费者"},
    ChoiceNames{"customer.kind", "organisation",
                "单位|公司行号|公司|企业|机构|法人|单位客户|企业客户|公司客户|对公|organization|company|business|"
                "corporate|b2b"},
    ChoiceNames{"customer.status", "active", "在往来|往来中|活跃|正常|合作中|已合作|有效|在用|客户|current|ok|yes"},
    ChoiceNames{"customer.status", "prospect", "潜在客户|潜在|意向|意向客户|准客户|跟进中|洽谈中|lead|potential"},
    ChoiceNames{"customer.status", "paused", "暂停往来|暂停|暂停合作|休眠|沉睡|inactive|dormant|onhold"},
    ChoiceNames{"customer.status", "lost", "已流失|流失|终止合作|已终止|失效|churned|closed"},
    ChoiceNames{"customer.status", "not_pursued", "不再跟进|放弃|不跟进|黑名单|dropped"},
    ChoiceNames{"customer.financial_strength", "limited", "有限|弱|较弱|weak|low"},
    ChoiceNames{"customer.financial_strength", "sound", "稳健|一般|中等|中|medium"},
    ChoiceNames{"customer.financial_strength", "strong", "较强|强|高|high"},
    ChoiceNames{"customer.financial_strength", "very_strong", "雄厚|很强"},
    ChoiceNames{"customer.risk_attitude", "cautious", "保守|保守型|谨慎|conservative|low"},
    ChoiceNames{"customer.risk_attitude", "balanced", "稳健|稳健型|平衡|平衡型|中|medium|moderate"},
    ChoiceNames{"customer.risk_attitude", "bold", "进取|积极|进取型|积极型|激进|激进型|aggressive|high"},

    ChoiceNames{"communication.initiative", "proactive", "主动服务|主动|我方|outbound|outgoing|out"},
    ChoiceNames{"communication.initiative", "passive",
                "被动服务|被动|客户|对方|onrequest|inbound|incoming|reactive|in"},
    ChoiceNames{"communication.mood", "delighted", "十分满意|非常满意|很满意|高兴|开心|happy|verysatisfied"},
    ChoiceNames{"communication.mood", "content", "满意|较满意|satisfied|positive"},
    ChoiceNames{"communication.mood", "neutral", "平和|一般|中性|平静"},
    ChoiceNames{"communication.mood", "uneasy", "有顾虑|顾虑|担心|犹豫|不安|worried|dissatisfied"},
    ChoiceNames{"communication.mood", "angry", "不满|生气|愤怒|很不满意|不满意|非常不满意|negative|unhappy"},

    ChoiceNames{"promise.status", "open", "待兑现|未到期|进行中|未完成|待完成|处理中|pending|inprogress"},
    ChoiceNames{"promise.status", "kept", "已兑现|兑现|已完成|完成|已履行|done|completed|fulfilled"},
    ChoiceNames{"promise.status", "broken", "未兑现|违约|未履行|失信|失约|missed|failed"},
    ChoiceNames{"promise.status", "withdrawn", "已撤回|撤回|取消|已取消|作废|cancelled|canceled"},

    ChoiceNames{"complaint.severity", "minor", "轻微|低|较轻|轻|low"},
    ChoiceNames{"complaint.severity", "normal", "一般|普通|中|中等|正常|medium|moderate"},
    ChoiceNames{"complaint.severity", "serious", "严重|高|较严重|重大|重|high|major|severe"},
    ChoiceNames{"complaint.severity", "crisis", "危机|特急|紧急|极其严重|非常严重|特别重大|critical|urgent"},
    ChoiceNames{"complaint.status", "open", "待处理|未处理|新建|已登记|新|new|pending"},
    ChoiceNames{"complaint.status", "in_progress", "处理中|进行中|跟进中|已受理|受理中|wip|processing"},
    ChoiceNames{"complaint.status", "solved", "已解决|解决|已处理|处理完毕|完成|已完成|resolved|done"},
    ChoiceNames{"complaint.status", "confirmed",
                "客户已确认|已确认|confirmedbythecustomer|结案|已结案|关闭|已关闭|closed"},
    ChoiceNames{"complaint.status", "rejected", "不成立|驳回|无效|不予受理|invalid|refused"},

    ChoiceNames{"problem.status", "open", "待处理|未处理|新建|new"},
    ChoiceNames{"problem.status", "fixing", "解决中|处理中|beingfixed|inprogress"},
    ChoiceNames{"problem.status", "fixed", "已解决|解决"},
    ChoiceNames{"problem.status", "verified", "已验证|验证"},
    ChoiceNames{"problem.status", "closed", "已关闭|已结案|关闭|结案"},

    ChoiceNames{"survey.status", "draft", "草稿"},
    ChoiceNames{"survey.status", "open", "进行中|已发布|发布"},
    ChoiceNames{"survey.status", "closed", "已结束|结束|已关闭"},
    ChoiceNames{"wave.status", "planned", "计划中|计画中|计划"},
    ChoiceNames{"wave.status", "open", "进行中"},
    ChoiceNames{"wave.status", "closed", "已结束|结束"},
    ChoiceNames{"question.type", "nps", "净推荐值|净推荐值nps|recommendation|recommendationnps|推荐度"},
    ChoiceNames{"question.type", "csat", "满意度|满意度csat|satisfaction|satisfactioncsat"},
    ChoiceNames{"question.type", "ces", "省力度|省力度ces|费力度|费力度ces|effort|effortces"},
    ChoiceNames{"question.type", "scale", "量表|打分题|rating"},
    ChoiceNames{"question.type", "choice", "选择题|单选题|单选"},
    ChoiceNames{"question.type", "number", "数字题|填数题"},
    ChoiceNames{"question.type", "open", "开放题|问答题|填空题|openquestion"},
    ChoiceNames{"question.half", "past", "过去的体验|过去|pastexperience"},
    ChoiceNames{"question.half", "future", "未来的意向|未来|将来|futureintention"},

    ChoiceNames{"response.mode", "interview", "面访|访谈|面谈|当面|inperson|facetoface"},
    ChoiceNames{"response.mode", "phone", "电话|电访|电话访问|telephone|call"},
    ChoiceNames{"response.mode", "email", "电子邮件|邮件|电邮|mail"},
    ChoiceNames{"response.mode", "fax", "传真"},
    ChoiceNames{"response.mode", "letter", "信函|信件|邮寄|post"},
    ChoiceNames{"response.mode", "paper", "纸质问卷|纸本问卷|纸质|纸本"},
    ChoiceNames{"response.mode", "online", "网上|线上|网络|微信|网页|web|link|internet"},

    ChoiceNames{"standard_answer.answer_class", "price", "价格"},
    ChoiceNames{"standard_answer.answer_class", "complaint", "投诉"},
    ChoiceNames{"standard_answer.answer_class", "competitor", "竞品比较|竞争对手|竞品|competitors"},
    ChoiceNames{"standard_answer.answer_class", "other", "其他|其它"},
    ChoiceNames{"staff.role", "account_manager", "客户经理|业务员|销售|业务|sales|salesrep"},
    ChoiceNames{"staff.role", "department_head", "部门负责人|部门经理|部门主管|经理|主管|manager"},
    ChoiceNames{"staff.role", "service", "客服|服务|support"},
    ChoiceNames{"staff.role", "survey", "调查员|访员|surveystaff"},
    ChoiceNames{"staff.role", "executive", "高层管理|高阶主管|总经理|高管|director"},
    ChoiceNames{"rule.kind", "tier", "分级"},
    ChoiceNames{"rule.kind", "cadence", "联系频率|联络频率|contactrhythm"},
    ChoiceNames{"rule.measure", "share_of_customers",
                "按价值排名的客户占比|依价值排名的客户占比|shareofcustomersbyrank"},
    ChoiceNames{"rule.measure", "share_of_value", "累计价值占比|shareofvaluecumulated"},
    ChoiceNames{"rule.measure", "yearly_value", "年度价值"},
};

}  // namespace

std::span<const ChoiceNames> choice_names() { return choices; }

}  // namespace zhike::exchange
