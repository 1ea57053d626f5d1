//! The dishes, drinks and jars of the sample shop, category by category.

use super::choices::Choice;

/// Something on the sample menu.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dish {
    /// Its Chinese name.
    pub(super) zh: &'static str,
    /// Its English name; its id follows from it.
    pub(super) en: &'static str,
    /// Initials of the Chinese name.
    pub(super) pinyin: &'static str,
    /// The price of one in pence.
    pub(super) pence: i64,
    /// Where it is made; empty for what is handed over the counter.
    pub(super) stations: &'static [&'static str],
    /// What may or must be chosen with it.
    pub(super) choices: &'static [Choice],
    /// Whether it is among the favourites.
    pub(super) popular: bool,
    /// Whether it is food to take home, which bears no VAT.
    pub(super) zero_rated: bool,
}

impl Dish {
    const fn new(
        zh: &'static str,
        en: &'static str,
        pinyin: &'static str,
        pence: i64,
        stations: &'static [&'static str],
        choices: &'static [Choice],
    ) -> Self {
        Self { zh, en, pinyin, pence, stations, choices, popular: false, zero_rated: false }
    }

    const fn popular(self) -> Self {
        Self { popular: true, ..self }
    }
}

const fn soup(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    use Choice::{Extras, Spice, Width, Without};
    Dish::new(zh, en, pinyin, pence, &["noodles"], &[Width, Spice, Extras, Without])
}

const fn wok(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    use Choice::{Extras, Spice, Without};
    Dish::new(zh, en, pinyin, pence, &["noodles"], &[Spice, Extras, Without])
}

const fn steamed(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    Dish::new(zh, en, pinyin, pence, &["steam"], &[])
}

const fn dumplings(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    Dish::new(zh, en, pinyin, pence, &["steam"], &[Choice::Cooking])
}

const fn cold(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    Dish::new(zh, en, pinyin, pence, &["steam"], &[Choice::Without])
}

const fn milk_tea(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    use Choice::{Ice, Size, Sugar, Toppings};
    Dish::new(zh, en, pinyin, pence, &["tea"], &[Size, Sugar, Ice, Toppings])
}

const fn cup(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    Dish::new(zh, en, pinyin, pence, &["tea"], &[])
}

const fn set(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    Dish::new(zh, en, pinyin, pence, &["noodles", "tea"], &[Choice::Width, Choice::Without])
}

const fn jar(zh: &'static str, en: &'static str, pinyin: &'static str, pence: i64) -> Dish {
    Dish { zero_rated: true, ..Dish::new(zh, en, pinyin, pence, &[], &[]) }
}

pub(super) const NOODLES: &[Dish] = &[
    soup("红烧牛肉面", "Braised beef noodles", "hsnrm", 1180).popular(),
    soup("清汤牛肉面", "Clear broth beef noodles", "qtnrm", 1120).popular(),
    soup("担担面", "Dan dan noodles", "ddm", 980).popular(),
    soup("番茄鸡蛋面", "Tomato and egg noodles", "fqjdm", 890),
    soup("酸菜鱼面", "Pickled greens fish noodles", "scym", 1240),
    soup("雪菜肉丝面", "Pork and pickled mustard noodles", "xcrsm", 980),
    soup("重庆小面", "Chongqing noodles", "cqxm", 890).popular(),
    soup("羊肉汤面", "Lamb broth noodles", "yrtm", 1290),
    soup("素菌汤面", "Mushroom broth noodles", "sjtm", 920),
    soup("油泼面", "Oil-splashed noodles", "ypm", 920).popular(),
    wok("炸酱面", "Noodles with fried bean sauce", "zjm", 950),
    wok("葱油拌面", "Scallion oil noodles", "cybm", 780).popular(),
    wok("麻酱凉面", "Cold sesame noodles", "mjlm", 820),
    wok("牛肉炒面", "Beef chow mein", "nrcm", 1080),
    wok("素炒面", "Vegetable chow mein", "scm", 890),
    wok("鸡丝炒河粉", "Chicken ho fun", "jschf", 1020),
];

pub(super) const DUMPLINGS: &[Dish] = &[
    dumplings("猪肉白菜饺", "Pork and cabbage dumplings", "zrbcj", 780).popular(),
    dumplings("韭菜鸡蛋饺", "Chive and egg dumplings", "jcjdj", 720),
    dumplings("羊肉胡萝卜饺", "Lamb and carrot dumplings", "yrhlbj", 860),
    dumplings("香菇素饺", "Mushroom dumplings", "xgsj", 720),
    steamed("小笼包", "Soup dumplings", "xlb", 790).popular(),
    steamed("鲜虾烧卖", "Prawn siu mai", "xxsm", 690),
    steamed("红油抄手", "Wontons in chilli oil", "hycs", 760).popular(),
    steamed("叉烧包", "Barbecue pork buns", "csb", 580),
    steamed("奶黄包", "Custard buns", "nhb", 520),
];

pub(super) const TEA: &[Dish] = &[
    cup("热乌龙茶", "Hot oolong", "rwlc", 280).popular(),
    cup("滴滤咖啡", "Filter coffee", "dlkf", 260).popular(),
    cup("茉莉花茶", "Jasmine tea", "mlhc", 280),
    cup("普洱茶", "Pu'er tea", "pec", 320),
    cup("菊花茶", "Chrysanthemum tea", "jhc", 300),
    cup("热豆浆", "Hot soy milk", "rdj", 250),
    cup("酸梅汤", "Sour plum drink", "smt", 320),
    cup("气泡水", "Sparkling water", "qps", 220),
    milk_tea("珍珠奶茶", "Bubble milk tea", "zznc", 480).popular(),
    milk_tea("港式奶茶", "Hong Kong milk tea", "gsnc", 420),
    milk_tea("乌龙奶茶", "Oolong milk tea", "wlnc", 450),
    milk_tea("芋泥奶茶", "Taro milk tea", "ynnc", 520),
    milk_tea("抹茶拿铁", "Matcha latte", "mcnt", 490),
    milk_tea("百香果绿茶", "Passion fruit green tea", "bxglc", 470),
    milk_tea("柠檬红茶", "Lemon black tea", "nmhc", 430),
    milk_tea("芒果冰茶", "Iced mango tea", "mgbc", 490),
];

pub(super) const SIDES: &[Dish] = &[
    cold("拍黄瓜", "Smashed cucumber", "phg", 480).popular(),
    cold("凉拌木耳", "Wood ear salad", "lbme", 520),
    cold("皮蛋豆腐", "Tofu with century egg", "pddf", 560),
    cold("口水鸡", "Mouth-watering chicken", "ksj", 820),
    cold("五香牛腱", "Five-spice beef shank", "wxnj", 880),
    steamed("茶叶蛋", "Tea egg", "cyd", 150).popular(),
    steamed("葱油饼", "Scallion pancake", "cyb", 450).popular(),
    steamed("蒜蓉青菜", "Greens with garlic", "srqc", 580),
    steamed("肉夹馍", "Pork in flatbread", "rjm", 680),
    steamed("白饭", "Steamed rice", "bf", 250),
];

pub(super) const DESSERTS: &[Dish] = &[
    steamed("黑芝麻汤圆", "Black sesame rice balls", "hzmty", 520),
    steamed("桂花酒酿圆子", "Rice balls in sweet ferment", "ghjnyz", 540),
    steamed("双皮奶", "Double-skin milk", "spn", 480),
    cup("杨枝甘露", "Mango pomelo sago", "yzgl", 590).popular(),
    cup("红豆冰", "Red bean ice", "hdb", 480),
    cup("仙草冻", "Grass jelly", "xcd", 420),
];

pub(super) const SETS: &[Dish] = &[
    set("牛肉面套餐", "Beef noodle set with tea", "nrmtc", 1350).popular(),
    set("担担面套餐", "Dan dan set with tea", "ddmtc", 1180),
    Dish::new("点心下午茶", "Dim sum and tea for two", "dxxwc", 1980, &["steam", "tea"], &[]),
    Dish::new(
        "全家套餐",
        "Family set",
        "qjtc",
        4600,
        &["noodles", "steam", "tea"],
        &[Choice::Spice, Choice::Without],
    ),
];

pub(super) const SHELF: &[Dish] = &[
    jar("自制辣椒油", "House chilli oil, jar", "zzljy", 650),
    jar("速冻水饺 20 只", "Frozen dumplings, 20", "sdsj", 990),
    jar("散装乌龙茶 100 克", "Loose oolong, 100 g", "szwlc", 1450),
    jar("干拉面 500 克", "Dried noodles, 500 g", "glm", 480),
];
