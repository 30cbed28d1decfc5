// Makes the calls of a session's life through the library that carries the official SDKs' requests, over TLS.
// usage: node calls.cjs <folder with node_modules> <host:port> <api key>; NODE_EXTRA_CA_CERTS names the certificate.
const assert = require('node:assert/strict');
const { createRequire } = require('node:module');
const [folder, endpoint, key] = process.argv.slice(2);
const { default: Client, OpenApiUtil, $OpenApiUtil } = createRequire(`${folder}/`)('@alicloud/openapi-core');

const client = new Client(new $OpenApiUtil.Config({ endpoint, signatureAlgorithm: 'v2', accessKeyId: '', accessKeySecret: '' }));

async function call(action, body = {}, { query = {}, method = 'POST' } = {}) {
  const parameters = new $OpenApiUtil.Params({
    action, version: '2025-05-06', protocol: 'HTTPS', pathname: '/', method, authType: 'Anonymous', style: 'RPC', reqBodyType: 'formData', bodyType: 'json',
  });
  const authorization = { Authorization: `Bearer ${key}` };
  const request = method === 'GET'
    ? { query: { ...authorization, ...query } }
    : { query, body: { ...authorization, ...body } };
  const { body: answer } = await client.callApi(parameters, new $OpenApiUtil.OpenApiRequest(request), { readTimeout: 60000, connectTimeout: 60000 });
  return answer;
}

async function ok(...parameters) {
  const answer = await call(...parameters);
  assert.equal(answer.Success, true, JSON.stringify(answer));
  return answer;
}

// The rows are JSON in a string in JSON in a string.
async function rows(SessionId, filters = {}) {
  for (;;) {
    const { Data } = await ok('GetContextInfo', { SessionId, ...filters });
    const found = JSON.parse(JSON.parse(Data.ContextStatus).find((item) => item.type === 'data').data);
    if (found.every((row) => ['Success', 'Failed'].includes(row.status))) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function main() {
  const context = (await ok('GetContext', { Name: 'transport', AllowCreate: 'true' })).Data;
  const policy = JSON.stringify({ uploadPolicy: { autoUpload: true, uploadStrategy: 'UploadBeforeResourceRelease' }, downloadPolicy: { autoDownload: true } });
  const created = (await ok('CreateMcpSession', {
    ImageId: 'linux_latest', Labels: JSON.stringify({ project: 'a b+ü' }), VpcResource: false,
    PersistenceDataList: JSON.stringify([{ ContextId: context.Id, Path: '/tmp/ctx', Policy: policy }]),
    SdkStats: JSON.stringify({ source: 'sdk', sdk_language: 'typescript', sdk_version: '0.19.0', is_release: false }),
  })).Data;
  const { SessionId } = created;
  assert.equal((await rows(SessionId))[0].contextId, context.Id);
  assert.ok(JSON.parse(created.ToolList).some((tool) => tool.name === 'shell' && tool.server === 'wuying_shell'));

  assert.equal((await ok('GetSession', { SessionId })).Data.Status, 'RUNNING');
  assert.equal((await ok('GetSessionDetail', {}, { query: { SessionId } })).Data.Status, 'RUNNING');
  assert.equal((await ok('GetMcpResource', { SessionId })).Data.SessionId, SessionId);
  assert.deepEqual(JSON.parse((await ok('GetLabel', { SessionId })).Data.Labels), { project: 'a b+ü' });
  await ok('SetLabel', { SessionId, Labels: JSON.stringify({ env: 'test' }) });
  const listed = await ok('ListSession', { Labels: JSON.stringify({ env: 'test' }), MaxResults: 10, Status: 'RUNNING' });
  assert.deepEqual(listed.Data, [{ SessionId, SessionStatus: 'RUNNING' }]);

  const shell = (await ok('CallMcpTool', { SessionId, Name: 'shell', Args: JSON.stringify({ command: 'echo out > /tmp/ctx/file; echo "a b+c ü"', timeout_ms: 5000 }), AutoGenSession: false, Server: '' })).Data;
  assert.equal(JSON.parse(shell.content[0].text).stdout, 'a b+c ü\n');
  assert.match((await ok('GetLink', { SessionId, ProtocolType: 'https', Port: 30150 })).Data.Url, /^http:/);

  await ok('SyncContext', { SessionId, ContextId: context.Id, Path: '/tmp/ctx', Mode: 'upload' }, { query: { Authorization: `Bearer ${key}` } });
  assert.deepEqual((await rows(SessionId)).map((row) => [row.taskType, row.status]), [['upload', 'Success']]);
  const files = await ok('DescribeContextFiles', { ContextId: context.Id, ParentFolderPath: '/tmp/ctx', PageNumber: 1, PageSize: 50 });
  assert.deepEqual(files.Data.map((file) => file.FileName), ['file']);

  const [transfer] = (await ok('GetAndLoadInternalContext', {}, { method: 'GET', query: OpenApiUtil.query({ SessionId, ContextTypes: ['file_transfer'] }) })).Data;
  const FilePath = `${transfer.ContextPath}/up.txt`;
  const upload = await ok('GetContextFileUploadUrl', { ContextId: transfer.ContextId, FilePath });
  assert.equal((await fetch(upload.Data.Url, { method: 'PUT', body: 'up' })).status, 200);
  await ok('SyncContext', { SessionId, ContextId: transfer.ContextId, Path: FilePath, Mode: 'download' });
  assert.equal((await rows(SessionId, { ContextId: transfer.ContextId, Path: FilePath, TaskType: 'download' }))[0].status, 'Success');

  await ok('PauseSessionAsync', { SessionId });
  assert.equal((await ok('GetSession', { SessionId })).Data.Status, 'PAUSED');
  await ok('ResumeSessionAsync', { SessionId });
  await ok('RefreshSessionIdleTime', { SessionId });
  await ok('DeleteSessionAsync', { SessionId });

  await assert.rejects(() => call('GetSession', { SessionId }), (error) =>
    error.code === 'InvalidMcpSession.NotFound' && /not found/.test(error.message) && error.name === 'ClientError');
  await ok('DeleteContext', { Id: context.Id });
  console.log('all calls answered');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
