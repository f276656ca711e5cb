//! Foreign texts and ours, side by side.

use super::*;
use qinyu::library::template::Template;

#[track_caller]
fn check(syntax: Syntax, cases: &[(&str, &str)]) {
    for (foreign, ours) in cases {
        let body = import(foreign, syntax);
        assert_eq!(body.text, *ours, "{foreign}");
        assert!(Template::parse(&body.text).is_sound(), "{foreign} gives {ours}, which is not sound");
    }
}

#[test]
fn names_that_people_type_become_gaps_and_other_braces_stay_text() {
    check(
        Syntax::Braces,
        &[
            ("{品名}有货的", "{商品}有货的"),
            ("Hi {first_name}, {{order_id}} is out", "Hi {buyer}, {order_number} is out"),
            ("${发货时间}发出", "{发货时间}发出"),
            ("{发货时间?48小时内}发", "{发货时间?48小时内}发"),
            ("{尺码?M|选择:S,M}和{颜色?a|b:c}", "{尺码?M|选择:S,M}和{颜色}"),
            ("{买家昵称}{品名}", "{买家}{商品}"),
            ("json {\"a\":1}", "json {{\"a\":1}}"),
            ("{1} {} {a", "{{1}} {{}} {{a"),
            ("}{{", "}}{{{{"),
        ],
    );
}

#[test]
fn a_macro_keeps_its_fallback_and_its_conditions_ask_the_agent() {
    check(
        Syntax::Liquid,
        &[
            ("Hi {{user.name | fallback: \"there\"}}!", "Hi {buyer?there}!"),
            ("{{ticket.customer.firstname}}", "{buyer}"),
            ("{{ contact.city | default: 'your town' | capitalize }}", "{contact_city?your town}"),
            ("{single} stays", "{{single}} stays"),
            ("{% if x == 1 %}a", "{if_x_1}a"),
            ("{{ a + b }}", "{a_b}"),
            ("{{a|fallback: \"}\"}}", "{a}"),
        ],
    );
    assert_eq!(import("{% if x %}a{% endif %}", Syntax::Liquid).commands, 2);
}

#[test]
fn expanders_commands() {
    check(
        Syntax::Beeftext,
        &[
            ("#{input:尺码}码#{cursor}", "{尺码}码"),
            ("{x} #{clipboard}", "{{x}} {clipboard}"),
            ("#{powershell:C:\\a.ps1}", "{powershell_C_a_ps1}"),
            ("#", "#"),
        ],
    );
    check(
        Syntax::TextBlaze,
        &[
            ("{formtext: name=size; default=M} ok{enter}bye{cursor}", "{size?M} ok\nbye"),
            ("{formmenu: S; M; name=size}", "{size}"),
            ("{time: YYYY-MM-DD} {=1+2}", "{time_YYYY_MM_DD} {1_2}"),
            ("{if: {=a}}x{endif}", "{if_a}x{endif}"),
            ("{first_name}, {5}", "{buyer}, {{5}}"),
        ],
    );
    check(Syntax::Form, &[("Hi [[name_x]], [a] [[", "Hi {name_x}, [a] [["), ("{{x}}", "{{{{x}}}}")]);
}

#[test]
fn what_goes_out_comes_back_or_is_called_lost() {
    let back = |body: &str, syntax| {
        let out = export(body, syntax);
        (import(&out.text, syntax).text, out.gaps_lost, out.marks_lost)
    };
    assert_eq!(back("{size?M}{{x y}}", Syntax::TextBlaze), ("{size?M}{x_y}".to_owned(), false, true));
    assert_eq!(back("{尺码}码{{}}", Syntax::Beeftext), ("{尺码}码{{}}".to_owned(), false, false));
    assert_eq!(back("{尺码}码", Syntax::Form), ("{尺码}码".to_owned(), false, false));
    assert_eq!(back("{快递?顺丰}发", Syntax::Braces), ("顺丰发".to_owned(), true, false));
    assert_eq!(back("{快递}发{{好}}", Syntax::Braces), ("{快递}发{好}".to_owned(), true, true));
}
