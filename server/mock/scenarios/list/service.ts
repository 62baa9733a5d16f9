import { z } from 'zod';
import { serviceHoursSchema } from '../../../bank/settings.ts';
import { defineScenario, noParameters } from '../scenario.ts';

const serviceHours = defineScenario({
  id: 'service-hours-over',
  title: { ja: 'サービス時間外', en: 'Service hours over' },
  what: {
    ja: '受付時間の設定を変えます(標準ではいつも時間外)。これからのログインだけが断られます。',
    en: "The bank's service hours are changed (left out: never open). Only new logins are refused.",
  },
  codes: ['login.out-of-hours'],
  holds: ['service-hours'],
  parameters: z.strictObject({ hours: serviceHoursSchema.default({ open: [], closedOn: [] }) }),
  async start({ stage, journal, parameters }) {
    const value_json = JSON.stringify(parameters.hours);
    const updated_at = stage.clock.now().getTime();
    await journal.put('bank_settings', { name: 'service-hours' }, { value_json, updated_at });
    return {};
  },
});

const emergencyStop = defineScenario({
  id: 'emergency-stop',
  title: { ja: '緊急停止', en: 'Emergency stop' },
  what: {
    ja: '銀行がサービス全体を止めた状態にします。進行中の手続きも止まりますが、中止して連携先へ戻ることはできます。',
    en: 'The bank has stopped the whole service; flows under way stop, too, and can only be left.',
  },
  codes: ['login.emergency-stop'],
  holds: ['emergency-stop'],
  parameters: noParameters,
  async start({ stage, journal }) {
    const value_json = JSON.stringify({ stopped: true });
    const updated_at = stage.clock.now().getTime();
    await journal.put('bank_settings', { name: 'emergency-stop' }, { value_json, updated_at });
    return {};
  },
});

const appTooOld = defineScenario({
  id: 'app-too-old',
  title: { ja: 'アプリが古い', en: 'App too old' },
  what: {
    ja: 'サーバーが受け付ける最も古いアプリの版を上げます。',
    en: 'The oldest version of the app that the server accepts is raised.',
  },
  codes: ['environment.app-too-old'],
  holds: ['minimum-client'],
  parameters: z.strictObject({
    minimum: z
      .string()
      .regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/)
      .default('999.0.0'),
  }),
  start({ stage, parameters }) {
    stage.settings.minimumClient = parameters.minimum;
    return Promise.resolve({
      stop: () => {
        stage.settings.minimumClient = null;
      },
    });
  },
});

export const serviceScenarios = [serviceHours, emergencyStop, appTooOld];
