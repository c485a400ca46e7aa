// Words of the demo story: names, places, goods and remarks of a print shop, with their reading in Latin letters.
// Used by demo.cpp alone.
#pragma once

#include <array>
#include <string_view>

namespace zhike::app::demo {

struct Word {
  std::string_view han, latin;
};

inline constexpr std::array<Word, 20> surnames{
    {{"王", "Wang"}, {"李", "Li"},  {"张", "Zhang"}, {"刘", "Liu"}, {"陈", "Chen"}, {"杨", "Yang"},    {"黄", "Huang"},
     {"赵", "Zhao"}, {"吴", "Wu"},  {"周", "Zhou"},  {"徐", "Xu"},  {"孙", "Sun"},  {"马", "Ma"},      {"朱", "Zhu"},
     {"胡", "Hu"},   {"郭", "Guo"}, {"林", "Lin"},   {"何", "He"},  {"高", "Gao"},  {"欧阳", "Ouyang"}}};
// Given names have two characters, one of each list.
inline constexpr std::array<Word, 18> given_first{{{"晓", "Xiao"},
                                                   {"子", "Zi"},
                                                   {"雨", "Yu"},
                                                   {"思", "Si"},
                                                   {"志", "Zhi"},
                                                   {"文", "Wen"},
                                                   {"国", "Guo"},
                                                   {"建", "Jian"},
                                                   {"海", "Hai"},
                                                   {"美", "Mei"},
                                                   {"丽", "Li"},
                                                   {"秀", "Xiu"},
                                                   {"家", "Jia"},
                                                   {"俊", "Jun"},
                                                   {"佳", "Jia"},
                                                   {"小", "Xiao"},
                                                   {"永", "Yong"},
                                                   {"春", "Chun"}}};
inline constexpr std::array<Word, 18> given_second{{{"东", "dong"},
                                                    {"涵", "han"},
                                                    {"桐", "tong"},
                                                    {"远", "yuan"},
                                                    {"明", "ming"},
                                                    {"华", "hua"},
                                                    {"强", "qiang"},
                                                    {"平", "ping"},
                                                    {"军", "jun"},
                                                    {"玲", "ling"},
                                                    {"燕", "yan"},
                                                    {"芬", "fen"},
                                                    {"豪", "hao"},
                                                    {"杰", "jie"},
                                                    {"怡", "yi"},
                                                    {"红", "hong"},
                                                    {"辉", "hui"},
                                                    {"兰", "lan"}}};

struct City {
  std::string_view name, region, latin;
};
inline constexpr std::array<City, 8> cities{{{"上海", "上海", "Shanghai"},
                                             {"苏州", "江苏", "Suzhou"},
                                             {"杭州", "浙江", "Hangzhou"},
                                             {"南京", "江苏", "Nanjing"},
                                             {"宁波", "浙江", "Ningbo"},
                                             {"无锡", "江苏", "Wuxi"},
                                             {"嘉兴", "浙江", "Jiaxing"},
                                             {"昆山", "江苏", "Kunshan"}}};
// Companies are called by two characters, one of each list.
inline constexpr std::array<Word, 16> stem_first{{{"宏", "Hong"},
                                                  {"锦", "Jin"},
                                                  {"华", "Hua"},
                                                  {"天", "Tian"},
                                                  {"瑞", "Rui"},
                                                  {"明", "Ming"},
                                                  {"恒", "Heng"},
                                                  {"百", "Bai"},
                                                  {"卓", "Zhuo"},
                                                  {"蓝", "Lan"},
                                                  {"新", "Xin"},
                                                  {"聚", "Ju"},
                                                  {"博", "Bo"},
                                                  {"远", "Yuan"},
                                                  {"启", "Qi"},
                                                  {"汇", "Hui"}}};
inline constexpr std::array<Word, 16> stem_second{{{"图", "tu"},
                                                   {"程", "cheng"},
                                                   {"信", "xin"},
                                                   {"元", "yuan"},
                                                   {"丰", "feng"},
                                                   {"德", "de"},
                                                   {"通", "tong"},
                                                   {"川", "chuan"},
                                                   {"越", "yue"},
                                                   {"海", "hai"},
                                                   {"桥", "qiao"},
                                                   {"成", "cheng"},
                                                   {"雅", "ya"},
                                                   {"景", "jing"},
                                                   {"和", "he"},
                                                   {"文", "wen"}}};

struct Trade {
  std::string_view industry, suffix, latin;
};
inline constexpr std::array<Trade, 8> trades{{{"广告", "广告有限公司", "Advertising"},
                                              {"建筑设计", "建筑设计事务所", "Architects"},
                                              {"教育", "培训学校", "Training School"},
                                              {"地产", "置业有限公司", "Properties"},
                                              {"律师", "律师事务所", "Law Firm"},
                                              {"制造", "机械制造有限公司", "Machinery"},
                                              {"餐饮", "餐饮管理有限公司", "Catering"},
                                              {"展览", "会展服务有限公司", "Exhibitions"}}};
struct Product {
  std::string_view key, name, category;
  int price;  // yuan
};
inline constexpr std::array<Product, 10> products{{{"P01", "名片印刷", "商务印品", 80},
                                                   {"P02", "画册印刷", "商务印品", 2600},
                                                   {"P03", "标书打印装订", "文印", 420},
                                                   {"P04", "工程图晒图", "文印", 260},
                                                   {"P05", "户外喷绘", "大幅面", 900},
                                                   {"P06", "写真展板", "大幅面", 380},
                                                   {"P07", "宣传单页", "商务印品", 650},
                                                   {"P08", "不干胶标签", "标签", 300},
                                                   {"P09", "会议资料快印", "文印", 540},
                                                   {"P10", "奖牌证书", "礼品", 320}}};
inline constexpr std::array<Word, 6> staff{{{"周敏", "Zhou Min"},
                                            {"林晓东", "Lin Xiaodong"},
                                            {"何静", "He Jing"},
                                            {"郭磊", "Guo Lei"},
                                            {"徐艳", "Xu Yan"},
                                            {"高建国", "Gao Jianguo"}}};
inline constexpr std::array<std::string_view, 8> remarks{
    "你们取件总要排队，能不能让我们先约时间？", "这批画册颜色和上次不一样。",      "标书赶得出来，帮了大忙。",
    "送货单上的电话是错的，司机找了半天。",     "报价回得快，比别家清楚。",        "希望能按部门分开开票。",
    "晚上七点以后别打电话，家里有孩子。",       "喷绘布在风里裂了，要换厚一点的。"};
inline constexpr std::array<std::string_view, 6> summaries{"月度拜访，确认下季度印量", "电话回访交货情况",
                                                           "上门送样，讨论纸张",       "邮件确认报价与工期",
                                                           "到店取件时聊到展会计划",   "回访画册色差处理结果"};
inline constexpr std::array<std::string_view, 6> promise_texts{"三天内送纸样上门",     "周五前给出画册报价",
                                                               "换厚喷绘布并重新安装", "每月五日前寄对账单",
                                                               "下次标书加急不加价",   "把送货电话改成前台"};
struct Grievance {
  std::string_view category, words;
  int problem;  // index of the common cause, −1 none
};
inline constexpr std::array<Grievance, 6> grievances{{{"色差", "画册封面发紫，跟样稿差太多，客户当场不收。", 0},
                                                      {"延误", "说好周三交货，周五才到，标书差点没赶上。", 1},
                                                      {"延误", "快印等了两个小时，前台说机器坏了。", 1},
                                                      {"账务", "发票抬头又开错了，这是第三次。", 2},
                                                      {"服务", "打了四次热线没人接。", -1},
                                                      {"材料", "喷绘布挂了一个月就开裂。", -1}}};
struct Cause {
  std::string_view key, title, status;
};
inline constexpr std::array<Cause, 3> causes{{{"W1", "数码机校色周期过长，批次间色差", "fixing"},
                                              {"W2", "下午高峰排产没有预留加急工位", "open"},
                                              {"W3", "开票信息靠口头传递", "fixed"}}};
inline constexpr std::array<std::string_view, 5> comments{"速度快，价格也公道。", "色彩不稳定，希望改进。",
                                                          "客户经理很负责。", "取件等得久。", "没有特别意见。"};

}  // namespace zhike::app::demo
