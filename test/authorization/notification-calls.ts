import { Operations } from './call.js';

const settings = { url: 'https://hook.example/', kinds: ['transmission-recalled'] };

export const notificationCalls: Operations = {
  'GET /v1/events': { call: ({ id }) => (id ? { query: { office: id } } : {}) },
  'POST /v1/subscriptions': {
    call: ({ id }) => ({ json: { ...settings, channel: 'webhook', ...(id && { offices: [id] }) } }),
  },
  'GET /v1/subscriptions': {},
  'GET /v1/subscriptions/{id}': {},
  'PUT /v1/subscriptions/{id}': { call: () => ({ json: settings }) },
  'DELETE /v1/subscriptions/{id}': {},
  'GET /v1/subscriptions/{id}/secret': {},
  'POST /v1/subscriptions/{id}/secret': {},
  'POST /v1/subscriptions/{id}/activation': {},
  'POST /v1/subscriptions/{id}/test': {},
  'GET /v1/subscriptions/{id}/deliveries': {},
  'GET /v1/subscriptions/{id}/deliveries/{event}': {},
  'POST /v1/subscriptions/{id}/deliveries/{event}/replay': {},
  'POST /v1/subscriptions/{id}/replays': { call: () => ({ json: { since: '2026-01-01T00:00:00Z' } }) },
  'GET /v1/feeds/{secret}/inbox.atom': {},
  'GET /v1/mail/{secret}/confirmation': {},
  'POST /v1/mail/{secret}/confirmation': {},
  'GET /v1/mail/{secret}/stop': {},
  'POST /v1/mail/{secret}/stop': {},
};
