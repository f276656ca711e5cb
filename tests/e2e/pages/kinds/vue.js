// Fields bound by Vue's v-model, of both versions; their templates are compiled in the page.

import { createApp } from 'vue/dist/vue.esm-bundler.js';
import Vue2 from 'vue2/dist/vue.esm.js';
import { mount, sends } from './mount.js';

const template = '<textarea id="composer" aria-label="输入消息" v-model="text" @keydown="press"></textarea>';
const press = (event) => {
  if (!sends(event)) return;
  event.preventDefault();
  window.sent.push(window.model());
};
Vue2.config.productionTip = false;

mount({
  vue(root) {
    const app = createApp({ template, data: () => ({ text: '' }), methods: { press } }).mount(root);
    window.model = () => app.text;
  },
  vue2(root) {
    const app = new Vue2({ template, data: { text: '' }, methods: { press } });
    root.append(app.$mount().$el);
    window.model = () => app.text;
  },
});
