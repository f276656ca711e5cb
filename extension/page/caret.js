'use strict';

// What stands before the caret of a composer, where on the screen that is, and how to select it. The editor's own
// elements are only read; what is measured is measured in an element of ours.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  const { isField } = qinyu.dom;
  // Everything that decides where a text area breaks its lines.
  const METRICS = ['direction', 'fontFamily', 'fontSize', 'fontStyle', 'fontWeight', 'fontStretch', 'fontFeatureSettings', 'letterSpacing', 'lineHeight', 'overflowWrap', 'paddingBlockStart',
    'paddingBlockEnd', 'paddingInlineStart', 'paddingInlineEnd', 'tabSize', 'textAlign', 'textIndent', 'textTransform', 'wordBreak',
    'wordSpacing', 'writingMode', 'borderWidth', 'borderStyle', 'boxSizing', 'scrollbarGutter'];
  // Editors keep such marks of their own around text: they are not the agent's, and nobody sees them.
  // What is looked through for words: the longest draft that the panel looks at.
  const MOST_UNITS = 4000;
  const ZERO_WIDTH = /[\u200b\ufeff]/;

  qinyu.selectionOf = (composer) => composer.getRootNode().getSelection?.() ?? document.getSelection();

  const block = (node, composer) => {
    let at = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    while (at !== composer && /^(?:inline|contents)/.test(getComputedStyle(at).display)) at = at.parentElement;
    return at;
  };

  // The units before a place, nearest first: { unit, node, offset } each, at most `limit`; of its line, or across lines.
  function unitsBefore(composer, node, offset, limit, across) {
    const units = [];
    let own = block(node, composer);
    const walk = document.createTreeWalker(composer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    let at = node;
    let end = offset;
    if (node.nodeType !== Node.TEXT_NODE) {
      // Between children: what comes before is the child on the left with all that is in it.
      const left = node.childNodes[offset - 1];
      if (!left) return units;
      at = left;
      while (at.lastChild) at = at.lastChild;
      end = at.length ?? 0;
    }
    walk.currentNode = at;
    for (; at && at !== composer && units.length < limit; at = walk.previousNode(), end = at?.length ?? 0) {
      const line = block(at, composer);
      if (at.nodeName === 'BR' || line !== own) {
        if (!across) break;
        if (at.nodeName === 'BR' || at.nodeType === Node.TEXT_NODE) {
          units.push({ unit: '\n', node: at, offset: at.length ?? 0 });
          own = line;
        }
      }
      // A picture in the line is something before the caret, and no space.
      if (at.nodeName === 'IMG') units.push({ unit: '\ufffc', node: at.parentNode, offset: 0 });
      if (at.nodeType !== Node.TEXT_NODE) continue;
      for (let i = end - 1; i >= 0 && units.length < limit; i -= 1) {
        if (!ZERO_WIDTH.test(at.data[i])) units.push({ unit: at.data[i], node: at, offset: i });
      }
    }
    return units;
  }

  // The last `limit` units before the caret, within its line or `across` lines: { text, select(length), box(length, room) }, the last two of
  // the last `length` of them. Null where the caret stands elsewhere.
  qinyu.beforeCaret = (composer, limit, across = false) => {
    if (isField(composer)) {
      const end = composer.selectionEnd;
      const line = composer.value.lastIndexOf('\n', end - 1) + 1;
      return {
        text: composer.value.slice(Math.max(line, end - limit), end),
        select: (length) => composer.setSelectionRange(end - length, end),
        box: (length, room) => fieldBox(composer, end - length, end, room),
      };
    }
    const selection = qinyu.selectionOf(composer);
    if (!selection.rangeCount || !composer.contains(selection.focusNode)) return null;
    const { endContainer: node, endOffset: offset } = selection.getRangeAt(0);
    const units = unitsBefore(composer, node, offset, limit, across);
    return {
      text: units.map(({ unit }) => unit).reverse().join(''),
      select: (length) => {
        const from = units[length - 1];
        selection.setBaseAndExtent(from.node, from.offset, node, offset);
      },
      box: (length) => {
        const range = document.createRange();
        range.setStart(units[length - 1].node, units[length - 1].offset);
        range.setEnd(node, offset);
        return range.getClientRects()[0] ?? range.getBoundingClientRect();
      },
    };
  };

  // Puts the caret behind words of the composer, told by how often the same words stand behind them. False if they are not there.
  qinyu.putCaretBehind = (composer, words, behind) => {
    const last = composer.lastChild;
    const units = isField(composer) || !last ? [] : unitsBefore(composer, composer, composer.childNodes.length, MOST_UNITS, true).reverse();
    const text = isField(composer) ? composer.value : units.map(({ unit }) => unit).join('');
    let at = text.length;
    for (let i = 0; i <= behind; i += 1) at = at < words.length ? -1 : text.lastIndexOf(words, at - words.length);
    if (at < 0) return false;
    const end = at + words.length;
    if (isField(composer)) composer.setSelectionRange(end, end);
    else qinyu.selectionOf(composer).collapse(units[end - 1].node, units[end - 1].offset + 1);
    return true;
  };

  // A text area tells nobody where its letters stand: the same text is laid out in the same way in `room`, and there
  // one can look.
  function fieldBox(field, from, to, room) {
    const mirror = document.createElement('div');
    const style = getComputedStyle(field);
    for (const name of METRICS) mirror.style[name] = style[name];
    // Without the field's scroll bar: what it takes is not there to be written in.
    const bar = field.offsetWidth - field.clientWidth - parseFloat(style.borderLeftWidth) - parseFloat(style.borderRightWidth);
    const outside = field.getBoundingClientRect();
    Object.assign(mirror.style, {
      position: 'fixed', left: '0', top: '0', visibility: 'hidden', boxSizing: 'border-box', width: `${outside.width - Math.max(0, bar)}px`,
      whiteSpace: field.matches('input') ? 'pre' : 'pre-wrap',
    });
    const letters = document.createElement('span');
    letters.textContent = field.value.slice(from, to);
    mirror.append(field.value.slice(0, from), letters);
    room.append(mirror);
    const inside = letters.getClientRects()[0] ?? letters.getBoundingClientRect();
    const corner = mirror.getBoundingClientRect();
    mirror.remove();
    const left = outside.left + inside.left - corner.left - field.scrollLeft;
    const top = outside.top + inside.top - corner.top - field.scrollTop;
    return new DOMRect(left, top, inside.width, inside.height);
  }
})();
