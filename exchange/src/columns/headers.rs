//! Headers by which a column is known: those of our own tables, and what other programs and people call the same.

use super::Column;
use qinyu::text::normalize;

/// The columns of our own tables in their order, with the Chinese and the English name; the header is both.
pub const OWN: &[(Column, &str, &str)] = &[
    (Column::Id, "亲语编号", "qinyu_id"),
    (Column::Code, "快捷编码", "code"),
    (Column::Group, "分组", "group"),
    (Column::Title, "标题", "title"),
    (Column::Body, "内容", "body"),
    (Column::Variants, "其他说法", "variants"),
    (Column::Translations, "译文", "translations"),
    (Column::Queries, "买家问法", "queries"),
    (Column::Intents, "意图", "intents"),
    (Column::Stages, "阶段", "stages"),
    (Column::Moods, "情绪", "moods"),
    (Column::Tags, "标签", "tags"),
    (Column::Trades, "适用行业", "trades"),
    (Column::Shops, "适用店铺", "shops"),
    (Column::Platforms, "适用平台", "platforms"),
    (Column::From, "开始日期", "from"),
    (Column::Until, "结束日期", "until"),
    (Column::Hours, "时段", "hours"),
    (Column::Campaign, "活动", "campaign"),
    (Column::Images, "图片", "images"),
    (Column::Note, "备注", "note"),
    (Column::Successor, "替代话术编号", "successor"),
    (Column::Locked, "锁定", "locked"),
];

/// What others call the same; compared without case, spaces and marks.
const OTHERS: &[(Column, &[&str])] = &[
    (
        Column::Code,
        &[
            "快捷短语编码",
            "编码",
            "快捷码",
            "快捷键",
            "短语编码",
            "shortcode",
            "shortcut",
            "keyword",
            "trigger",
            "abbreviation",
        ],
    ),
    (Column::Group, &["快捷短语分组", "分组名称", "分类", "类别", "文件夹", "产品", "category", "folder"]),
    (Column::Title, &["名称", "短语标题", "主题", "name", "subject", "label"]),
    (
        Column::Body,
        &[
            "快捷短语",
            "短语",
            "短语内容",
            "话术内容",
            "回复内容",
            "回复",
            "回答",
            "答案",
            "正文",
            "content",
            "text",
            "reply",
            "answer",
            "response",
            "message",
            "snippet",
            "phrase",
            "replace",
        ],
    ),
    (Column::Wording, &["话术"]),
    (
        Column::Queries,
        &[
            "问题",
            "问法",
            "买家会怎么问",
            "匹配关键词",
            "关键词",
            "买家问题",
            "客户问题",
            "question",
            "questions",
            "keywords",
            "searchterms",
        ],
    ),
    (Column::Tags, &["标记", "tag", "labels"]),
    (Column::Platforms, &["平台", "platform"]),
    (Column::Shops, &["店铺", "shop", "store"]),
    (Column::Images, &["image", "picture", "配图"]),
    (Column::Note, &["说明", "notes", "description", "comment", "remark"]),
];

/// A header without case, spaces, brackets with what is in them, and marks.
#[must_use]
pub fn mark(header: &str) -> String {
    let normal = normalize(header);
    let bare = normal.split(['(', '[', '【']).next().unwrap_or_default();
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The column that a header names.
#[must_use]
pub fn find(header: &str) -> Option<Column> {
    let wanted = mark(header);
    if wanted.is_empty() {
        return None;
    }
    let own = OWN.iter().find(|(_, chinese, english)| {
        let english = mark(english);
        [mark(chinese), format!("{}{english}", mark(chinese)), english].contains(&wanted)
    });
    own.map(|(column, ..)| *column)
        .or_else(|| OTHERS.iter().find(|(_, names)| names.contains(&wanted.as_str())).map(|(column, _)| *column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_header_names_its_column_in_each_form() {
        for (column, chinese, english) in OWN {
            for header in [format!("{chinese} {english}"), (*chinese).to_owned(), english.to_uppercase()] {
                assert_eq!(find(&header), Some(*column), "{header}");
            }
        }
    }

    #[test]
    fn no_name_means_two_columns_and_every_name_is_in_its_bare_form() {
        let mut names: Vec<String> =
            OWN.iter().flat_map(|(_, chinese, english)| [mark(chinese), mark(english)]).collect();
        names.extend(OTHERS.iter().flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned())));
        assert!(names.iter().all(|name| mark(name) == *name));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn marks_and_spaces_do_not_matter() {
        for header in [" 快捷短语 ", "*快捷短语（必填）", "short_code", "Short Code", "\u{FEFF}快捷短语"]
        {
            assert!(find(header).is_some(), "{header:?}");
        }
        assert_eq!(find("登记日期"), None);
    }
}
