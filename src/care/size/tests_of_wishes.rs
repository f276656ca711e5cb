//! How a wish for a fit and a build move an advice. Part of [`size`](super).

use super::tests::{advised, check_each, top, why};

#[test]
fn a_wish_moves_up_always_and_down_only_where_it_fits() {
    check_each(
        &top(),
        &[
            ("身高158体重100斤 喜欢宽松", "L/M Between"),
            ("身高158 体重105斤 喜欢宽松的", "L/M Between Chest?"),
            ("身高158 体重115斤，想要宽松一点", "L/M Between Chest?"),
            ("身高168 体重64公斤 喜欢宽松", "XL Sure"),
            ("身高158体重100斤 喜欢修身", "M Sure"),
            ("身高155 体重96斤 喜欢修身的", "S/M Between Chest?"),
            ("身高160 体重53kg 喜欢修身的", "M/L Between Chest?"),
        ],
    );
    let liked = advised(&top(), "身高158体重100斤 喜欢宽松");
    assert_eq!(why(&liked), ["Within", "Within", "Liked"]);
    assert_eq!(why(&advised(&top(), "身高168 体重64公斤 喜欢宽松")), ["Within", "Within", "NoLarger"]);
}

#[test]
fn a_build_moves_only_what_is_close() {
    check_each(
        &top(),
        &[
            ("身高158体重100斤 偏胖", "M Sure"),
            ("身高158 体重105斤 肚子大", "L/M Between Chest?"),
            ("身高155 体重96斤 偏瘦", "S/M Between Chest?"),
            ("身高158 体重105斤 偏瘦", "M/L Between Chest?"),
            ("身高158 体重105斤 偏瘦 肩宽", "L/M Between Chest?"),
        ],
    );
    assert_eq!(why(&advised(&top(), "身高158 体重105斤 肚子大")), ["Within", "Within", "Close", "Built"]);
}
