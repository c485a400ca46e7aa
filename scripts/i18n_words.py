"""What is wrong with a Chinese text of the catalogue, and the pseudo-language. Used by i18n.py and its tests."""

import re

HAN = re.compile(r"[\u3400-\u9fff]")

# Mainland words and what Taiwan says, in traditional characters (a simplified character is a fault of its own).
TRADITIONAL_TERMS = {
    "軟件": "軟體", "硬件": "硬體", "信息": "資訊 or 訊息", "文件夾": "資料夾", "文件": "檔案", "數據": "資料",
    "數據庫": "資料庫", "導入": "匯入", "導出": "匯出", "默認": "預設", "設置": "設定", "網絡": "網路",
    "打印": "列印", "保存": "儲存", "撤銷": "復原", "互聯網": "網際網路", "屏幕": "螢幕", "鼠標": "滑鼠",
    "光標": "游標", "菜單": "選單", "窗口": "視窗", "登錄": "登入", "用戶": "使用者", "客戶端": "用戶端",
    "服務器": "伺服器", "字節": "位元組", "內存": "記憶體", "硬盤": "硬碟", "光盤": "光碟", "鏈接": "連結",
    "剪切板": "剪貼簿", "剪貼板": "剪貼簿", "粘貼": "貼上", "複制": "複製", "刷新": "重新整理", "搜索": "搜尋",
    "支持": "支援", "反饋": "意見回饋", "視頻": "影片", "音頻": "音訊", "圖標": "圖示", "質量": "品質",
    "短信": "簡訊", "郵箱": "信箱", "電子郵件地址簿": "通訊錄", "編程": "程式設計", "隊列": "佇列", "字符": "字元",
    "字段": "欄位", "異步": "非同步", "緩存": "快取", "兼容": "相容", "卸載": "解除安裝", "加載": "載入",
    "在線": "線上", "運營": "營運", "渠道": "管道 or 通路", "激活": "啟用", "回車": "Enter 鍵", "缺省": "預設",
    "模板": "範本", "標識": "識別", "單擊": "按一下", "雙擊": "按兩下", "點擊": "按一下", "任務欄": "工作列",
    "博客": "部落格", "二維碼": "QR 碼", "幻燈片": "投影片", "調用": "呼叫", "創建": "建立", "示例": "範例",
    "全角": "全形", "半角": "半形", "重命名": "重新命名", "簡體中文字符": "簡體中文字元", "口令": "密語 or 密碼",
}

# Taiwan's words that a simplified text must not use.
SIMPLIFIED_TERMS = {
    "软体": "软件", "硬体": "硬件", "资讯": "信息", "汇入": "导入", "汇出": "导出", "预设": "默认", "网路": "网络",
    "列印": "打印", "储存": "保存", "萤幕": "屏幕", "滑鼠": "鼠标", "游标": "光标", "选单": "菜单", "视窗": "窗口",
    "程式": "程序", "登出": "退出登录", "伺服器": "服务器", "位元组": "字节", "记忆体": "内存", "连结": "链接",
    "剪贴簿": "剪贴板", "搜寻": "搜索", "简讯": "短信", "字元": "字符", "栏位": "字段", "快取": "缓存",
    "相容": "兼容", "范本": "模板", "资料夹": "文件夹", "资料库": "数据库", "全形": "全角", "半形": "半角",
}

# Characters of both writings whose use in a traditional text is almost always a slip, with the words where they are
# right. All other simplified characters are found by the character sets themselves.
SHARED_SLIPS = {
    "后": ("皇后",), "里": ("公里", "里程", "鄰里"), "几": ("茶几",), "于": (), "并": (),
    "准": ("批准", "准許", "核准", "不准"), "云": (), "复": (), "机": (), "价": (), "优": (), "体": (), "党": (),
    "适": (), "范": (), "划": ("划算",), "据": (), "听": (), "厂": (), "干": ("干擾", "干涉", "若干"), "么": (),
    "万": (), "与": (), "网": (), "虫": (), "气": (), "宁": (), "杰": (), "胜": (), "扰": (), "晒": (), "采": (),
    "夸": (), "余": (), "征": ("特徵",), "系": ("系統", "系列", "體系", "科系"),
    "制": ("制度", "限制", "控制", "機制", "體制", "制定", "強制", "管制", "節制"), "志": ("志願", "意志"),
    "注": ("注意", "關注", "注重"),
}


def is_writable(character, charset):
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def is_simplified_only(character):
    return is_writable(character, "gb2312") and not is_writable(character, "big5")


def is_traditional_only(character):
    return is_writable(character, "big5") and not is_writable(character, "gb2312")


def slip_faults(text):
    for slip, right_words in SHARED_SLIPS.items():
        rest = text
        for word in right_words:
            rest = rest.replace(word, "")
        if slip in rest:
            yield f"{slip}: simplified form in the traditional text"


def chinese_faults(lang, text):
    """Faults of writing, one a sentence: characters of the other writing, words of the other region, punctuation."""
    wrong = is_traditional_only if lang == "zh-Hans" else is_simplified_only
    other = "traditional" if lang == "zh-Hans" else "simplified"
    for character in sorted({c for c in text if HAN.match(c) and wrong(c)}):
        yield f"{character}: {other} character"
    if lang == "zh-Hant":
        yield from slip_faults(text)
    terms = SIMPLIFIED_TERMS if lang == "zh-Hans" else TRADITIONAL_TERMS
    for term, better in terms.items():
        if term in text:
            yield f"{term}: write {better}"
    if re.search(r"[\u3400-\u9fff][,;:?!]|[,;:?!][\u3400-\u9fff]", text):
        yield "half-width punctuation beside Chinese characters"
    if re.search(r"[\u3400-\u9fff]\(|\)[\u3400-\u9fff]|\([\u3400-\u9fff]", text):
        yield "half-width parentheses beside Chinese characters"


ACCENTED = str.maketrans(
    "ABCDEGHIJKLNORSTUWYZabcdeghijklnorstuwyz",
    "ÅßÇÐÉĞĤÎĴĶĻŃÖŔŠŤÛŴÝŽáƀčďéğĥîĵķļńöŕšťûŵýž")


def pseudo(text):
    """`text` with accents, 40 % longer, in ⟦ ⟧; placeholders and brackets stay as they are. "" stays ""."""
    if not text:
        return ""
    pieces = re.split(r"(\{[^{}]*\})", text)
    accented = "".join(piece if piece.startswith("{") else piece.translate(ACCENTED) for piece in pieces)
    visible = sum(len(piece) for piece in pieces if not piece.startswith("{"))
    return "⟦" + accented + "·" * ((visible * 2 + 4) // 5) + "⟧"
