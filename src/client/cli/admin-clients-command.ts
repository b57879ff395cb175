import { Command, Option } from 'commander';
import { certificates, clients, HeldCertificate, ListedClient } from '../certificates.js';
import { revocationReasons, revokingCommand } from './certificate-command.js';
import { certificateLines, clientLines, clientStateName } from './certificate-lines.js';
import { gatewayCommand } from './command-frame.js';

/** What the operator sees and ends: callers and their certificates. */
export function clientCommands(): Command[] {
  return [
    clientsCommand(),
    certificatesCommand(),
    revokeCommand(),
    changeCommand('suspend', 'suspension', 'shut a caller out, from its next request on (利用停止)'),
    changeCommand('reinstate', 'reinstatement', 'let a suspended caller in again (利用再開)'),
    changeCommand('withdraw-codes', 'enrolment-codes/withdrawal', 'withdraw its unused codes (登録コードの取消)'),
  ];
}

function clientsCommand(): Command {
  const command = new Command('clients')
    .description('registered callers (利用者の一覧)')
    .addOption(new Option('--kind <kind>', 'only these').choices(['office', 'relay', 'network', 'operator']))
    .addOption(new Option('--state <state>', 'only these').choices(['active', 'suspended']))
    .option('--office <number>', 'only of this office')
    .option('--name <text>', 'whose name holds this');
  return gatewayCommand<{ kind?: string; state?: string; office?: string; name?: string }>(
    command,
    async (frame, _, { office, kind, state, name }) => {
      const rows: ListedClient[] = [];
      const filter = { kind, state, name, officeNumber: office };
      for await (const row of clients(await frame.connect(), filter)) rows.push(row);
      const none = frame.say({ ja: '該当する利用者はありません。', en: 'There are no such callers.' });
      frame.print({ clients: rows }, rows.length === 0 ? [none] : clientLines(rows, frame.language));
      return 0;
    },
  );
}

function certificatesCommand(): Command {
  const command = new Command('certificates')
    .description('certificates of all callers (電子証明書の一覧)')
    .option('--client <id>', 'only of this caller')
    .option('--state <state>', 'active, expired, revoked, not-yet-valid or unconfirmed');
  return gatewayCommand<{ client?: string; state?: string }>(command, async (frame, _, { client, state }) => {
    const gateway = await frame.connect();
    const rows: HeldCertificate[] = [];
    for await (const row of certificates(gateway, { client, state })) rows.push(row);
    const none = frame.say({ ja: '該当する電子証明書はありません。', en: 'There are no such certificates.' });
    const lines = certificateLines(rows, gateway.identity.certificate.thumbprint, frame.language);
    frame.print({ certificates: rows }, rows.length === 0 ? [none] : lines);
    return 0;
  });
}

function revokeCommand(): Command {
  const command = new Command('revoke')
    .description('revoke a certificate of any caller, for good (失効)')
    .argument('<thumbprint>', 'which; see admin certificates')
    .addOption(
      new Option('--reason <reason>', 'RFC 5280 §5.3.1').choices([...revocationReasons]).makeOptionMandatory(),
    );
  return revokingCommand(command);
}

function changeCommand(name: string, path: string, description: string): Command {
  const command = new Command(name)
    .description(description)
    .argument('<client>', 'id of the caller; see admin clients');
  return gatewayCommand(command, async (frame, [client = '']) => {
    const gateway = await frame.connect();
    const answer = await gateway.post<{ state?: string; withdrawn?: number }>(
      `/v1/clients/${encodeURIComponent(client)}/${path}`,
      { json: {} },
      true,
    );
    const { state, withdrawn = 0 } = answer;
    const told =
      state === undefined
        ? frame.say({ ja: `登録コード${withdrawn}件を取り消しました`, en: `${withdrawn} code(s) withdrawn` })
        : clientStateName(state, frame.language);
    frame.print(answer, [`${client}  ${told}`]);
    return 0;
  });
}
