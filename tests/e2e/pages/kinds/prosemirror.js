// ProseMirror, on which Tiptap, Remirror and many chats stand.

import { baseKeymap, splitBlock } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { Schema } from 'prosemirror-model';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import sheet from 'prosemirror-view/style/prosemirror.css';
import { make, mount, sendOnEnter, style } from './mount.js';

mount({
  prosemirror(root) {
    style(sheet);
    const box = make('div', root);
    const nodes = { doc: { content: 'paragraph+' }, paragraph: schema.spec.nodes.get('paragraph'), text: schema.spec.nodes.get('text') };
    const keys = keymap({ 'Shift-Enter': splitBlock, 'Mod-z': undo, 'Mod-y': redo });
    // A person pauses before picking, and what was typed before is a step of its own then. A test does not pause.
    const plugins = [history({ newGroupDelay: 1 }), keys, keymap(baseKeymap)];
    const view = new EditorView({ mount: box }, { state: EditorState.create({ schema: new Schema({ nodes }), plugins }) });
    sendOnEnter(box);
    window.model = () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n');
  },
});
