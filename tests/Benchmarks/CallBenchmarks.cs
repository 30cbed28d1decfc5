using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AgentBay.Typed.Benchmarks.Catalogs;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace AgentBay.Typed.Benchmarks;

/// <summary>
/// What a typed call costs beside the same bytes through a bare <see cref="HttpClient"/>: over the loopback and over a
/// handler without a socket, 64 calls one after the other and 64 at a time.
/// </summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory, BenchmarkLogicalGroupRule.ByParams)]
public class CallBenchmarks : IDisposable
{
    private const int OneByOne = 64;
    private const int InFlight = 64;
    private const string InTurn = "in turn";
    private const string AtOnce = "64 at once";

    private const string Created = """{"RequestId":"r","Success":true,"Data":{"SessionId":"session-0123456789abcdef"}}""";
    private const string Result =
        """{"RequestId":"0F9A1B52-5E0E-5D2C-9A3B-5C1B6E1D2F3A","HttpStatusCode":200,"Code":"ok","Success":true,"Data":{"content":[{"type":"text","text":"{\"stdout\":\"Linux\\n\",\"stderr\":\"\",\"exit_code\":0}"}],"isError":false}}""";

    private EchoServer _server = null!;
    private HttpClient _http = null!;
    private string _address = "";
    private byte[] _body = [];
    private LinuxLatest _tools = null!;

    public enum Transport
    {
        Loopback,
        NoSocket,
    }

    [ParamsAllValues]
    public Transport Over { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _server = new EchoServer(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Result.Length}\r\n\r\n{Result}"));
        Recorder recorder = new();
        HttpMessageHandler handler = Over == Transport.Loopback ? new SocketsHttpHandler() : recorder;
        _http = new HttpClient(handler);

        // The bytes that the bare client sends are those of a typed call.
        using (AgentBayClient recording = new(Options(), new HttpClient(recorder, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan }, disposeHttpClient: true))
        {
            Session<LinuxLatest> session = await recording.CreateSessionAsync<LinuxLatest>();
            await session.Tools.Shell("uname -s");
        }

        (_address, _body) = (recorder.Address!.OriginalString, recorder.Body!);

        // The server has one answer, so the session is made without it.
        recorder.IsRecording = false;
        AgentBayClient client = new(Options(), new HttpClient(new FirstElsewhere(recorder, handler)) { Timeout = Timeout.InfiniteTimeSpan });
        _tools = (await client.CreateSessionAsync<LinuxLatest>()).Tools;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = OneByOne), BenchmarkCategory(InTurn)]
    public Task BareHttpClient() => RepeatAsync(CallBareAsync);

    [Benchmark(OperationsPerInvoke = OneByOne), BenchmarkCategory(InTurn)]
    public Task TypedCall() => RepeatAsync(CallTypedAsync);

    [Benchmark(OperationsPerInvoke = OneByOne), BenchmarkCategory(InTurn)]
    public Task TypedCallAndItsValue() => RepeatAsync(async () => (await _tools.Shell("uname -s")).Value.Stdout.Length);

    [Benchmark(Baseline = true, OperationsPerInvoke = InFlight), BenchmarkCategory(AtOnce)]
    public Task BareHttpClient64() => Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => CallBareAsync()));

    [Benchmark(OperationsPerInvoke = InFlight), BenchmarkCategory(AtOnce)]
    public Task TypedCall64() => Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => CallTypedAsync()));

    private async Task<int> CallTypedAsync() => (await _tools.Shell("uname -s")).Content.Count;

    private async Task<int> CallBareAsync()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _address);
        request.Content = new ByteArrayContent(_body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };
        request.Headers.TryAddWithoutValidation("x-acs-version", "2025-05-06");
        request.Headers.TryAddWithoutValidation("x-acs-action", "CallMcpTool");
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (await response.Content.ReadAsByteArrayAsync()).Length;
    }

    // One call begins where the one before ended, as in a program; the first alone begins on BenchmarkDotNet's thread.
    private static async Task RepeatAsync(Func<Task<int>> call)
    {
        for (int i = 0; i < OneByOne; i++)
            await call();
    }

    private AgentBayOptions Options() => new() { ApiKey = "akm-0123456789abcdef", Endpoint = _server.Address.ToString() };

    /// <summary>Answers without a socket, and keeps what it was sent.</summary>
    private sealed class Recorder : HttpMessageHandler
    {
        private static readonly byte[] CreatedBytes = Encoding.UTF8.GetBytes(Created);
        private static readonly byte[] ResultBytes = Encoding.UTF8.GetBytes(Result);

        public bool IsRecording { get; set; } = true;

        public Uri? Address { get; private set; }

        public byte[]? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsRecording)
                (Address, Body) = (request.RequestUri, await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            else
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            bool isCreation = request.RequestUri!.Query.Contains("CreateMcpSession", StringComparison.Ordinal);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(isCreation ? CreatedBytes : ResultBytes) };
        }
    }

    /// <summary>Sends the first request elsewhere.</summary>
    private sealed class FirstElsewhere(HttpMessageHandler first, HttpMessageHandler others) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _first = new(first);
        private readonly HttpMessageInvoker _others = new(others);
        private bool _isFirst = true;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!_isFirst)
                return _others.SendAsync(request, cancellationToken);
            _isFirst = false;
            return _first.SendAsync(request, cancellationToken);
        }
    }
}
