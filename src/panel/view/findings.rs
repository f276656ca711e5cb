//! What the check of the library found, and what one click would do about it, in words.

use super::{
    library_words,
    names::{self, either},
};
use crate::day::print_hours;
use crate::library::{
    Language, PhraseId,
    lint::{Field, FindingKind, Fix, Topic},
    template::ProblemKind,
    validity::Refusal,
};

/// What is wrong, as one line. `title` is what the agent knows another phrase by.
#[must_use]
pub fn finding(kind: &FindingKind, language: Language, title: impl Fn(&PhraseId) -> String) -> String {
    let (chinese, english) = match kind {
        FindingKind::Template(problem) => return problem_in_words(*problem, language).to_owned(),
        FindingKind::UnknownPlaceholder { name, meant: Some(meant) } => {
            (format!("没有“{name}”这个信息，是不是“{meant}”？"), format!("“{name}” is no known fact; is it “{meant}”?"))
        }
        FindingKind::UnknownPlaceholder { name, meant: None } => (
            format!("“{name}”只在这里出现，每次都要手填"),
            format!("“{name}” stands nowhere else and is typed each time"),
        ),
        FindingKind::NestedMissing(name) => {
            (format!("找不到要放进来的话术“{name}”"), format!("no phrase has the code “{name}” that is to be put in"))
        }
        FindingKind::NestedCycle(name) => {
            (format!("放进“{name}”会套回自己"), format!("putting in “{name}” leads back to this phrase"))
        }
        FindingKind::NestedTooMuch(name) => {
            (format!("套得太深太多，“{name}”没放进来"), format!("too much within one another; “{name}” was left out"))
        }
        FindingKind::TooLong(count) => (
            format!("{count} 字，聊天里太长了，拆成几条更好读"),
            format!("{count} characters, too long for a chat; split it"),
        ),
        FindingKind::Forbidden(word) => (format!("团队规定不说“{word}”"), format!("the team doesn't say “{word}”")),
        FindingKind::OutsideContact(word) => {
            (format!("“{word}”会被判站外引流"), format!("“{word}” counts as leading buyers off the platform"))
        }
        FindingKind::Required(name) => {
            let name = names::fact(name, language);
            (format!("团队要求写上{{{name}}}"), format!("the team wants {{{name}}} in it"))
        }
        FindingKind::NoTitle => ("没有标题，列表里认不出".to_owned(), "no title to tell it by in a list".to_owned()),
        FindingKind::NoPhrasing => {
            ("没写买家会怎么问，不容易被推荐".to_owned(), "no buyer phrasing, so it is seldom suggested".to_owned())
        }
        FindingKind::CodeTaken(other) => {
            let other = title(other);
            (format!("编码和“{other}”重复，打出来的是那条"), format!("“{other}” has the same code and comes first"))
        }
        FindingKind::CodeBeginsAnother(other) => {
            let other = title(other);
            (
                format!("编码是“{other}”编码的开头，容易选错"),
                format!("the code begins that of “{other}”; easily mixed up"),
            )
        }
        FindingKind::CodeDead => {
            ("这条不再推荐，编码还占着".to_owned(), "never offered any more, but it keeps its code".to_owned())
        }
        FindingKind::Twin { of, percent: 100 } => {
            let of = title(of);
            (format!("和“{of}”一样"), format!("the same as “{of}”"))
        }
        FindingKind::Twin { of, percent } => {
            let of = title(of);
            (format!("和“{of}”有 {percent}% 一样"), format!("{percent}% the same as “{of}”"))
        }
        FindingKind::Expired(day) => {
            let day = day.print();
            (format!("{day} 已过期"), format!("expired on {day}"))
        }
        FindingKind::NeverValid => {
            ("结束日早于开始日，永远不会用到".to_owned(), "it ends before it begins, so it is never used".to_owned())
        }
        FindingKind::SuccessorMissing(_) => (
            "接替它的话术不在了，这条谁也用不上".to_owned(),
            "what took its place is gone; nobody gets either".to_owned(),
        ),
        FindingKind::SuccessorCycle(_) => (
            "接替关系绕成了圈，哪条都不会推荐".to_owned(),
            "they replace one another in a circle; none is offered".to_owned(),
        ),
        FindingKind::PicturesMissing(count) => {
            (format!("{count} 张图片不在这台电脑上"), format!("{count} pictures are not on this computer"))
        }
        FindingKind::LockedOverride => {
            ("团队锁定了这条，您的改动没有生效".to_owned(), "locked by the team; your changes are not used".to_owned())
        }
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// What findings have in common, as a heading.
#[must_use]
pub fn topic(topic: Topic, language: Language) -> &'static str {
    let (chinese, english) = match topic {
        Topic::Words => ("不该说的话", "Words not to say"),
        Topic::Required => ("团队要求写上的", "What the team wants in it"),
        Topic::Writing => ("花括号没写对", "Braces gone wrong"),
        Topic::Placeholders => ("填不上的空", "Gaps that nothing fills"),
        Topic::Nested => ("套用别的话术", "Phrases in phrases"),
        Topic::Lapsed => ("过期、被接替", "Expired or replaced"),
        Topic::Unused => ("没生效的改动", "Changes that are not used"),
        Topic::Codes => ("编码", "Codes"),
        Topic::Pictures => ("缺图片", "Pictures that are not here"),
        Topic::Twins => ("说的差不多", "Nearly the same"),
        Topic::Length => ("太长", "Too long"),
        Topic::Titles => ("没有标题", "No title"),
        Topic::Phrasings => ("没写买家问法", "No buyer phrasing"),
    };
    either(language, chinese, english)
}

/// Why a phrase is not said here and now, for a mark in a list; `None` where that lies in no phrase. `title` is what the
/// agent knows another phrase by.
#[must_use]
pub fn refusal(refusal: &Refusal, language: Language, title: impl Fn(&PhraseId) -> String) -> Option<String> {
    let (chinese, english) = match refusal {
        Refusal::NoMoment => return None,
        Refusal::Replaced(by) => {
            let by = title(by);
            (format!("已换成“{by}”"), format!("replaced by “{by}”"))
        }
        Refusal::NotYet(day) => (format!("{} 起才用", day.print()), format!("from {}", day.print())),
        Refusal::Expired(day) => (format!("{} 已过期", day.print()), format!("expired on {}", day.print())),
        Refusal::OtherHours(from, until) => {
            let hours = print_hours((*from, *until));
            (format!("只在 {hours} 用"), format!("only {hours}"))
        }
        Refusal::OtherCampaign(name) => (format!("“{name}”活动才用"), format!("only for “{name}”")),
        Refusal::Resting => ("活动话术包，还没到时候".to_owned(), "of a campaign's pack, not now".to_owned()),
        Refusal::OtherShop => ("别的店用".to_owned(), "for other shops".to_owned()),
        Refusal::OtherTrade => ("别的行业用".to_owned(), "for other trades".to_owned()),
        Refusal::OtherPlatform => ("别的平台用".to_owned(), "for other platforms".to_owned()),
    };
    Some(match language {
        Language::Chinese => chinese,
        Language::English => english,
    })
}

/// What is wrong with how a body is written.
#[must_use]
pub fn problem_in_words(problem: ProblemKind, language: Language) -> &'static str {
    let (chinese, english) = match problem {
        ProblemKind::StrayBrace => ("花括号不成对，会原样发出", "a brace without its other half, sent as it is"),
        ProblemKind::NoName => ("空没有名字，会原样发出", "a gap without a name, sent as it is"),
        ProblemKind::UnknownPart => ("空里这一段读不懂，已略过", "this part of the gap means nothing; it is left out"),
        ProblemKind::NoOptions => ("选择后面没有选项", "a choice without options"),
        ProblemKind::Repeated => ("这一段前面写过了，以前面为准", "said before in this gap; the first holds"),
        ProblemKind::SecondCaret => ("光标只能有一处，以第一处为准", "the caret has one place; the first holds"),
    };
    either(language, chinese, english)
}

/// What one click would do, for its button.
#[must_use]
pub fn fix(fix: &Fix, language: Language, title: impl Fn(&PhraseId) -> String) -> String {
    let (chinese, english) = match fix {
        Fix::Set { field: Field::Title, text } => (format!("标题写“{text}”"), format!("title it “{text}”")),
        Fix::Set { field: Field::Code, text } => (format!("编码改成“{text}”"), format!("make the code “{text}”")),
        Fix::Set { .. } => ("改好".to_owned(), "mend it".to_owned()),
        Fix::Clear(field) => {
            let field = field_in_words(*field, language);
            (format!("去掉{field}"), format!("clear the {}", field.to_lowercase()))
        }
        Fix::Delete => ("删掉这条".to_owned(), "delete it".to_owned()),
        Fix::MergeInto(of) => {
            let of = title(of);
            (format!("并进“{of}”，作为另一种说法"), format!("merge into “{of}” as another wording"))
        }
        Fix::Rename { to, .. } => (format!("改成“{to}”"), format!("make it “{to}”")),
        Fix::Declare(_) => ("就是要手填".to_owned(), "it is meant to be typed".to_owned()),
        Fix::DropPictures(_) => ("不再用缺的图片".to_owned(), "leave them out".to_owned()),
        Fix::Reset => ("去掉我的改动".to_owned(), "drop my changes".to_owned()),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// The part of a phrase that is to be looked at.
#[must_use]
pub fn field_in_words(field: Field, language: Language) -> &'static str {
    let words = library_words::words(language);
    match field {
        Field::Whole => either(language, "这条话术", "Phrase"),
        Field::Title => words.title,
        Field::Code => words.code,
        Field::Body => words.body,
        Field::Variant(_) => words.variants,
        Field::Translation(_) => words.english,
        Field::Queries => words.queries,
        Field::From => words.from,
        Field::Until => words.until,
        Field::Pictures => either(language, "图片", "Pictures"),
        Field::Successor => either(language, "接替的话术", "Successor"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;

    #[test]
    fn a_refusal_is_told_where_it_lies_in_the_phrase() {
        let said = |why: &Refusal| refusal(why, Language::Chinese, |id| format!("标题{}", id.0));
        assert_eq!(said(&Refusal::Replaced(PhraseId("b".into()))).as_deref(), Some("已换成“标题b”"));
        assert_eq!(said(&Refusal::OtherHours(1260, 540)).as_deref(), Some("只在 21:00-09:00 用"));
        assert_eq!(said(&Refusal::NoMoment), None);
    }

    #[test]
    fn findings_and_fixes_speak_both_languages() {
        let title = |id: &PhraseId| format!("标题{}", id.0);
        let id = || PhraseId("a".into());
        let day = Day::parse("2026-11-23").unwrap();
        let kinds = [
            FindingKind::UnknownPlaceholder { name: "发货时問".into(), meant: Some("发货时间".into()) },
            FindingKind::CodeTaken(id()),
            FindingKind::Twin { of: id(), percent: 94 },
            FindingKind::Expired(day),
        ];
        let said = |language| kinds.iter().map(|kind| finding(kind, language, title)).collect::<Vec<_>>();
        assert_eq!(
            said(Language::Chinese),
            [
                "没有“发货时問”这个信息，是不是“发货时间”？",
                "编码和“标题a”重复，打出来的是那条",
                "和“标题a”有 94% 一样",
                "2026-11-23 已过期"
            ]
        );
        assert!(said(Language::English)[3].contains("expired"));
        assert_eq!(fix(&Fix::MergeInto(id()), Language::Chinese, title), "并进“标题a”，作为另一种说法");
        assert_eq!(fix(&Fix::Clear(Field::Code), Language::English, title), "clear the code");
    }
}
