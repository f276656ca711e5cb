//! What buyers tell of a body. Part of [`body`](super).

use super::*;

/// A body on one line: the wearer unless it is the buyer, measures by their first letter, then words.
pub(super) fn show(body: &Body) -> String {
    let mut parts = Vec::new();
    if let Wearer::Other(word) = body.wearer {
        parts.push(format!("{word}:"));
    }
    for Told { of, from, to, .. } in &body.told {
        let name = format!("{of:?}").to_lowercase();
        parts.push(if from == to { format!("{name} {from}") } else { format!("{name} {from}-{to}") });
    }
    parts.extend(body.unclear_weight.iter().map(|weight| format!("weight {}?", weight.written)));
    parts.extend(body.builds.iter().map(|build| format!("{build:?}")));
    parts.extend(body.fit.iter().map(|fit| format!("{fit:?}")));
    parts.extend(body.usual.iter().map(|size| format!("[{size}]")));
    parts.join(" ")
}

#[track_caller]
fn check(lines: &[&str], expected: &str) {
    assert_eq!(show(&Body::hear(lines.iter().copied())), expected, "{lines:?}");
}

/// Lines by themselves, all that are wrong at once.
#[track_caller]
pub(super) fn check_each(lines: &[(&str, &str)]) {
    let wrong = lines.iter().filter_map(|(said, expected)| {
        let heard = show(&Body::hear([*said]));
        (heard != *expected).then(|| format!("{said}: {heard}, not {expected}\n"))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn heights_and_weights() {
    let both = "height 1650 weight 55000";
    let same = [
        "165 110斤",
        "165，110斤能穿吗",
        "我165 110斤 穿多大的",
        "身高165体重110斤",
        "身高165，体重110",
        "身高165体重55，穿多大",
        "身高体重165/110",
        "身高体重是165，55公斤",
        "身高一米六五 体重55kg",
        "一米六五，一百一十斤",
        "一米六五一百一十斤穿什么码",
        "身高一六五，体重一百一",
        "1米65 55公斤，拿什么码",
        "1m65 55KG",
        "1.65m 110斤",
        "我1.65，110斤",
        "165cm/55kg",
        "165ｃｍ，５５ｋｇ",
        "165 110",
        "165/55 穿什么码合适",
        "165-55kg",
        "110斤 165",
        "55kg，165能穿M吗",
        "体重110斤，身高165",
        "165左右，110斤左右",
        "大概165 大概110斤吧",
        "165体重110",
        "我身高是 165 厘米，体重有 110 斤",
        "女 165 110斤",
        "I'm 165 cm, 55 kg",
        "i am 165cm and weigh 55kg, which size?",
        "height 165 weight 55",
        "height/weight: 165/55",
    ];
    check_each(&same.map(|said| (said, both)));
}

#[test]
fn one_of_both() {
    check_each(&[
        ("身高165", "height 1650"),
        ("身高：1.7米", "height 1700"),
        ("净身高158", "height 1580"),
        ("个子165左右", "height 1650"),
        ("我165能穿吗", "height 1650"),
        ("165高的能穿吗", "height 1650"),
        ("我一米七八穿什么码", "height 1780"),
        ("我110斤", "weight 55000"),
        ("110斤能穿吗", "weight 55000"),
        ("一百一十斤", "weight 55000"),
        ("一百三穿XL够吗", ""),
        ("体重一百三穿XL够吗", "weight 65000"),
        ("体重55", "weight 55000"),
        ("体重80", "weight 80?"),
        ("165，80能穿吗", "height 1650 weight 80?"),
        ("110-115斤穿什么", "weight 55000-57500"),
        ("体重110多斤", "weight 55000-59500"),
        ("一米六几，100斤", "height 1600-1690 weight 50000"),
        ("身高165-168", "height 1650-1680"),
        ("5'6\", 120 lbs", "height 1676 weight 54431"),
        ("5 ft 6, 120 lbs", "height 1676 weight 54431"),
        ("i’m 5’6” and 120 pounds", "height 1676 weight 54431"),
        ("6 ft 180 lbs", "height 1829 weight 81647"),
        ("i'm 170 tall", "height 1700"),
    ]);
}

#[test]
fn whole_rows() {
    check_each(&[
        ("亲，我身高160，体重100，平时穿S码，这款选什么码", "height 1600 weight 50000 [S]"),
        ("净身高162 体重52公斤 胸围84 腰66 臀90", "height 1620 weight 52000 chest 840 waist 660 hip 900"),
        ("160/45 S码可以吗", "height 1600 weight 45000"),
        ("身高1米62，体重108，腰围2尺2", "height 1620 weight 54000 waist 733"),
        ("163cm，51kg，穿L会不会大", "height 1630 weight 51000"),
        ("152 88斤 偏瘦", "height 1520 weight 44000 Thin"),
        ("老公一米七五，一百六十斤，穿几个X的", "老公: height 1750 weight 80000"),
        ("我老公1.78 85公斤 有点肚子", "老公: height 1780 weight 85000 Belly"),
        ("32岁 165 110斤", "height 1650 weight 55000"),
        ("我身高168，体重120斤左右，胸围90，拿XL会大吗", "height 1680 weight 60000 chest 900"),
        ("脚24厘米穿多大的鞋", "foot 240"),
        ("我脚长24，平时38", "foot 240 [38]"),
        ("脚长23.5 脚宽9", "foot 235"),
        ("100斤到110斤穿什么码", "weight 50000-55000"),
        ("180的个子穿多大", "height 1800"),
        ("175 130可以穿L码吗", "height 1750 weight 65000"),
        ("160，50", "height 1600 weight 50000"),
        ("买2件 165 110斤", "height 1650 weight 55000"),
        ("体重105-110", "weight 52500-55000"),
        ("103斤，157", "height 1570 weight 51500"),
        ("155cm 45kg的女生", "height 1550 weight 45000"),
        ("i'm 5'3 and 115lbs", "height 1600 weight 52163"),
        ("5'10 160lb male", "height 1778 weight 72575"),
        ("5ft 2in 50kg", "height 1575 weight 50000"),
        ("1.75m, 70kg, usually wear L", "height 1750 weight 70000 [L]"),
        ("my son is 120 cm tall, 22 kg", "son: height 1200 weight 22000"),
        ("waist is 30 inches", "waist 762"),
        ("我腰粗 二尺六", "waist 867"),
        ("180斤xl行不", "weight 90000"),
        ("鞋穿42", "[42]"),
        ("没称过，大概110斤吧", "weight 55000"),
        ("我175-178之间", "height 1750-1780"),
        ("6岁女孩 身高118 体重40斤", "女孩: height 1180 weight 20000"),
        ("200斤有码吗", "weight 100000"),
        ("i'm usually a medium", "[M]"),
        ("现在穿的是L", "[L]"),
        ("she's 160cm 50kg, what size", "she: height 1600 weight 50000"),
    ]);
}

#[test]
fn girths_and_feet() {
    check_each(&[
        ("三围90 70 95", "chest 900 waist 700 hip 950"),
        ("三围：90-70-95", "chest 900 waist 700 hip 950"),
        ("三围90/70/95，身高165", "height 1650 chest 900 waist 700 hip 950"),
        ("胸围88", "chest 880"),
        ("胸围88cm腰围70cm", "chest 880 waist 700"),
        ("胸88腰70臀90", "chest 880 waist 700 hip 900"),
        ("胸围腰围臀围 88 70 92", "chest 880 waist 700 hip 920"),
        ("腰围二尺一", "waist 700"),
        ("腰围2尺1，臀围2尺9", "waist 700 hip 967"),
        ("腰围2.1尺", "waist 700"),
        ("腰围2.1", "waist 700"),
        ("二尺三的腰穿多大", "waist 767"),
        ("我穿二尺四的裤子", "waist 800"),
        ("70的腰围", "waist 700"),
        ("肩宽42 胸围96", "chest 960 shoulder 420"),
        ("脚长24.5", "foot 245"),
        ("脚长245mm", "foot 245"),
        ("脚长245", "foot 245"),
        ("孩子脚长15.5厘米", "孩子: foot 155"),
        ("waist 28 hips 36", "waist 711 hip 914"),
        ("28 inch waist", "waist 711"),
        ("bust 90cm", "chest 900"),
        ("foot length 24.5cm", "foot 245"),
    ]);
}

#[test]
fn sizes_that_are_worn_otherwise() {
    check_each(&[
        ("平时穿M码", "[M]"),
        ("平时穿38码/M", "[38] [M]"),
        ("一般穿L或者XL", "[L]"),
        ("平常都是穿37的鞋", "[37]"),
        ("我穿38码的鞋", "[38]"),
        ("之前买的160/84A", "[160/84A]"),
        ("i usually wear a size 8", "[8]"),
        ("usual size is M", "[M]"),
        ("平时三十八码，165 110斤", "height 1650 weight 55000 [38]"),
        ("我穿M码可以吗", ""),
        ("M码有吗", ""),
        ("要38码的", ""),
    ]);
}

#[test]
fn builds_and_wishes() {
    check_each(&[
        ("165 130斤 偏胖", "height 1650 weight 65000 Heavy"),
        ("我有点胖，肚子大", "Heavy Belly"),
        ("微胖，胳膊有点粗", "Heavy ThickArms"),
        ("肩比较宽", "BroadShoulders"),
        ("大腿粗的能穿吗", "ThickLegs"),
        ("偏瘦，喜欢宽松一点的", "Thin Loose"),
        ("想要oversize的感觉", "Loose"),
        ("喜欢修身的", "Slim"),
        ("不喜欢太紧的", "Loose"),
        ("宽松点穿", "Loose"),
        ("i prefer a loose fit", "Loose"),
        ("i'm a bit chubby with a big belly", "Heavy Belly"),
        ("穿上显胖吗", ""),
        ("显瘦吗", ""),
        ("不胖不瘦", ""),
        ("这款宽松吗", ""),
        ("肩宽多少", ""),
        ("没有肚子", ""),
    ]);
}

#[test]
fn later_lines_win() {
    check(&["身高165", "体重110"], "height 1650 weight 55000");
    check(&["165", "110斤"], "height 1650 weight 55000");
    check(&["165", "110"], "height 1650 weight 55000");
    check(&["体重55", "身高165"], "height 1650 weight 55000");
    check(&["身高165体重110斤", "打错了 体重120斤"], "height 1650 weight 60000");
    check(&["喜欢宽松的", "还是要修身的吧"], "Slim");
    check(&["我比较瘦", "现在胖了 有点胖"], "Heavy");
    check(&["平时穿M码", "一般L码，看款式"], "[L]");
    check(&["165 110斤", "50"], "height 1650 weight 55000");
    check(&["165", "有货吗", "110斤"], "weight 55000");
}

#[test]
fn it_is_for_whom_the_buyer_says() {
    check(&["给我老公买，他180 150斤"], "老公: height 1800 weight 75000");
    check(&["给我老公买，他180"], "老公: height 1800");
    check(&["我165 100斤", "给我女儿买的", "她120，45斤"], "女儿: height 1200 weight 22500");
    check(&["给我妈妈买", "160 130斤 肚子大"], "妈妈: height 1600 weight 65000 Belly");
    check(&["男朋友178 140斤穿什么码"], "男朋友: height 1780 weight 70000");
    check(&["180 75kg 给我老公买的"], "老公: height 1800 weight 75000");
    check(&["给老公买，他180 75kg", "我自己也要一件，165 110斤"], "height 1650 weight 55000");
    check(&["我165，老公说好看，110斤穿多大"], "height 1650 weight 55000");
    check(&["宝宝90cm 26斤"], "宝宝: height 900 weight 13000");
    check(&["儿子1米1 36斤穿多大"], "儿子: height 1100 weight 18000");
    check(&["孩子身高120体重45"], "孩子: height 1200 weight 22500");
    check(&["孩子体重30"], "孩子: weight 30?");
    check(&["it's for my husband, he is 180cm 75kg"], "husband: height 1800 weight 75000");
    check(&["我165，给我老公买，他180"], "老公: height 1800");
}

#[test]
fn a_weight_says_why_its_unit_is_believed() {
    let unit = |said: &str| Body::hear([said]).get(BodyMeasure::Weight).unwrap().unit;
    assert_eq!(unit("165 110斤"), UnitBy::Said);
    assert_eq!(unit("身高165体重110"), UnitBy::Height(WeightUnit::Jin, 202));
    assert_eq!(unit("身高165体重55"), UnitBy::Height(WeightUnit::Kilogram, 202));
    assert_eq!(unit("体重110"), UnitBy::Alone(WeightUnit::Jin));
}

#[test]
fn what_was_written_is_kept() {
    let body = Body::hear(["身高一米六五 体重 80"]);
    assert_eq!(body.written(BodyMeasure::Height), Some("一米六五"));
    assert_eq!(body.written(BodyMeasure::Weight), Some("80"));
    assert_eq!(body.get(BodyMeasure::Weight), None);
    let body = Body::hear(["5 ft 6, 120 lbs"]);
    assert_eq!(body.written(BodyMeasure::Height), Some("5 ft 6"));
    assert_eq!(body.written(BodyMeasure::Weight), Some("120lbs"));
}
