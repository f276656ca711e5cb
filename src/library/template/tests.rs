//! What a body means, and that it means the same when it is printed and read again.

use super::*;

#[track_caller]
fn check(body: &str, expected: Result<&str, &[&str]>) {
    let mut facts = Facts::default();
    facts.set("发货时间", "今天16点前");
    facts.set("尺码", "m");
    let filled = Template::parse(body).fill(&facts);
    match expected {
        Ok(text) => assert_eq!(filled.text().as_deref(), Some(text)),
        Err(missing) => {
            assert_eq!(filled.text(), None);
            assert_eq!(filled.missing, missing);
        }
    }
}

fn gap(body: &str) -> Placeholder {
    Template::parse(body).gaps().next().unwrap().clone()
}

fn choice(options: &[&str]) -> Option<Asked> {
    Some(Asked::Choice(options.iter().map(|option| (*option).to_owned()).collect()))
}

#[track_caller]
fn problems(body: &str, expected: &[(&str, ProblemKind)]) {
    let template = Template::parse(body);
    let found: Vec<_> = template.problems.iter().map(|problem| (&body[problem.place.clone()], problem.kind)).collect();
    assert_eq!(found, expected, "{body}");
    let printed = template.to_string();
    let again = Template::parse(&printed);
    assert_eq!((again.pieces, again.problems), (template.pieces, Vec::new()), "{body} is printed as {printed}");
}

#[test]
fn fills_falls_back_or_stays_open() {
    check("{发货时间}发出", Ok("今天16点前发出"));
    check("{买家?亲}，好的", Ok("亲，好的"));
    check("{快递}发出，{快递}哦", Err(&["快递"]));
    check("{{不是空}}", Ok("{不是空}"));
    check("｛发货时间｝", Ok("｛发货时间｝"));
    check("{>fh}，{店铺}", Err(&[">fh", "店铺"]));
}

#[test]
fn a_choice_takes_one_of_its_options_only() {
    check("{尺码|选择:S,M,L}码", Ok("M码"));
    check("{尺码|选择:XL,2XL}码", Err(&["尺码"]));
    check("{尺码?均码|选择:XL，2XL}", Ok("均码"));
    let template = Template::parse("{size|choice:S,L}");
    let mut facts = Facts::default();
    facts.set("size", "M");
    assert!(template.heard(&facts).is_empty(), "an answer that is not offered is not taken up");
}

#[test]
fn chinese_and_english_words_mean_the_same() {
    for (chinese, english) in [
        ("文字", "text"),
        ("数字", "number"),
        ("金额", "Money"),
        ("日期", "date"),
        ("时间", "time"),
        ("选择:a,b", "choice:a,b"),
    ] {
        let (chinese, english) = (gap(&format!("{{x|{chinese}}}")), gap(&format!("{{x| {english} }}")));
        assert!(chinese.asked.is_some() && chinese.asked == english.asked, "{chinese:?} {english:?}");
    }
    assert_eq!(gap("{称呼|问:怎么称呼买家？}").question, gap("{称呼|ask:怎么称呼买家？}").question);
}

#[test]
fn marks_of_a_chinese_input_method_are_as_good() {
    let full = gap("{颜色？随机｜选择：黑、白，灰｜问：哪个颜色？}");
    assert_eq!(full, gap("{颜色?随机|选择:黑,白,灰|问:哪个颜色？}"));
    assert_eq!((full.fallback.as_deref(), full.asked), (Some("随机"), choice(&["黑", "白", "灰"])));
    assert_eq!(full.question.as_deref(), Some("哪个颜色？"));
}

#[test]
fn the_fallback_may_follow_the_options_and_a_question_keeps_its_mark() {
    let gap = gap("{size|choice:S,M?one size|ask:Which size? S or M?}");
    assert_eq!((gap.fallback.as_deref(), gap.asked), (Some("one size"), choice(&["S", "M"])));
    assert_eq!(gap.question.as_deref(), Some("Which size? S or M?"));
}

#[test]
fn the_caret_is_counted_as_a_page_counts() {
    let caret = |body: &str| Template::parse(body).fill(&Facts::default()).caret;
    assert_eq!(caret("好的😀{|}，您说"), Some(4));
    assert_eq!((caret("好的"), caret("{快递}{|}"), caret("{|}{快递}")), (None, None, Some(0)));
    assert_eq!(Template::parse("好{｜}的").fill(&Facts::default()).text().as_deref(), Some("好的"));
}

#[test]
fn problems_are_named_with_their_place() {
    use ProblemKind::{NoName, NoOptions, Repeated, SecondCaret, StrayBrace, UnknownPart};
    problems("{快递}、{店铺?本店}、{尺码|选择:S,M|问:哪个?}{>fh}{|}", &[]);
    problems("a}b", &[("}", StrayBrace)]);
    problems("亲{快递", &[("{", StrayBrace)]);
    problems("{a{b}", &[("{", StrayBrace)]);
    problems("{a\nb}", &[("{", StrayBrace), ("}", StrayBrace)]);
    problems("{{{", &[("{", StrayBrace)]);
    problems("亲{ }{>}{?x}", &[("{ }", NoName), ("{>}", NoName), ("{?x}", NoName)]);
    problems("{量|数目}{量|数字:5}{量|问:}", &[("数目", UnknownPart), ("数字:5", UnknownPart), ("问:", UnknownPart)]);
    problems("{量|选择}{量|选择:,}", &[("选择", NoOptions), ("选择:,", NoOptions)]);
    problems("{量|数字|金额}{量?1|数字?2}", &[("金额", Repeated), ("数字?2", Repeated)]);
    problems("{|}好{|}", &[("{|}", SecondCaret)]);
    check("亲{ }好", Ok("亲{ }好"));
}

#[test]
fn escaped_words_have_no_gap() {
    for words in ["{品名}", "{{x}}", "a}b{", "{}", "{|}"] {
        check(&escape(words), Ok(words));
        problems(&escape(words), &[]);
    }
}

#[test]
fn every_example_of_the_document_is_sound() {
    let document = include_str!("../../../docs/template.md");
    let (tables, grammar): (Vec<&str>, Vec<&str>) = document.lines().partition(|line| line.starts_with("| "));
    assert!(grammar.iter().any(|line| line.starts_with("gap ")));
    let examples = tables.iter().filter_map(|line| line.split(" | ").next()).flat_map(|cell| cell.split('`'));
    let examples: Vec<_> = examples.map(|code| code.replace("\\|", "|")).filter(|code| code.starts_with('{')).collect();
    assert!(examples.len() > 20, "only {} examples", examples.len());
    for example in examples {
        assert_eq!(Template::parse(&example).problems, [], "{example}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 5_000, failure_persistence: None, ..Default::default() })]

    /// Whatever is written: no panic, problems lie in the text, and what is printed reads as what was read.
    #[test]
    fn any_text_is_read_and_printed_back(body in "[{}|｜?？>:：,，、 \n选择数字问choiceaskn]{0,24}") {
        let template = Template::parse(&body);
        for problem in &template.problems {
            assert!(body.get(problem.place.clone()).is_some_and(|part| !part.is_empty() || problem.kind == ProblemKind::UnknownPart));
        }
        let again = Template::parse(&template.to_string());
        assert_eq!((again.problems, again.pieces), (Vec::new(), template.pieces), "{body}");
    }
}
