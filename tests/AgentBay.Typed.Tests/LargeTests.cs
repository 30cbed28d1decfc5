using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>Arguments and results of 64 MB arrive as they were sent.</summary>
public sealed class LargeTests
{
    private const int Size = 64 * 1024 * 1024;

    [Fact]
    public async Task Large_arguments_are_encoded_while_they_are_sent()
    {
        byte[] arguments = Arguments();
        FormReader form = new();
        long length = 0;
        Handler service = new(async (content, cancellationToken) =>
        {
            length = content.Headers.ContentLength!.Value;
            await content.CopyToAsync(form, cancellationToken);
            return """{"Success":true,"Data":{"content":[]}}""";
        });
        using AgentBayClient client = service.CreateClient();
        Session session = await client.CreateSessionAsync();
        await session.InvokeAsync(new ToolDescriptor("t"), arguments);
        Assert.Equal(length, form.Length);
        Assert.InRange(form.LargestPiece, 1, 64 * 1024);
        Assert.Equal(SHA256.HashData(arguments), form.HashOfArguments());
    }

    [Fact]
    public async Task Large_arguments_go_over_a_link_as_they_are()
    {
        byte[] arguments = [.. "{\"text\":\""u8, .. Enumerable.Repeat((byte)'x', Size), .. "\"}"u8];
        long sent = 0;
        Handler service = new(
            async (content, cancellationToken) =>
            {
                using JsonDocument body = await JsonDocument.ParseAsync(await content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
                sent = body.RootElement.GetProperty("args").GetProperty("text").GetString()!.Length;
                return """{"data":{"result":{"content":[]}}}""";
            },
            """{"SessionId":"s-1","Token":"t","LinkUrl":"http://link.test","ToolList":[{"name":"t","server":"s"}]}""");
        using AgentBayClient client = service.CreateClient();
        Session session = await client.CreateSessionAsync();
        await session.InvokeAsync(new ToolDescriptor("t"), arguments);
        Assert.Equal(Size, sent);
    }

    [Fact]
    public async Task A_large_picture_is_decoded_from_the_answer()
    {
        byte[] picture = new byte[Size / 4 * 3];
        new Random(2).NextBytes(picture);
        string answer = $$"""{"Success":true,"Data":{"content":[{"mimeType":"image/png","data":"{{Convert.ToBase64String(picture)}}","type":"image"}]} }""";
        Handler service = new((_, _) => Task.FromResult(answer));
        using AgentBayClient client = service.CreateClient();
        Session session = await client.CreateSessionAsync();
        ToolResult result = await session.CallToolAsync("t");
        Assert.True(result.Images.Single().Data.Span.SequenceEqual(picture));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(40 * 1024 * 1024)]
    public async Task An_answer_of_a_known_length_is_read_into_a_buffer_of_that_length(int length)
    {
        using AgentBay.Typed.Protocol.PooledBuffer buffer = new();
        using ByteArrayContent content = new(new byte[length]);
        await buffer.ReadAsync(content, CancellationToken.None);
        Assert.Equal(length, buffer.WrittenCount);
        Assert.InRange(buffer.GetMemory().Length, 1, 1024);
    }

    [Fact]
    public async Task A_length_that_is_not_true_is_believed_only_so_far()
    {
        using AgentBay.Typed.Protocol.PooledBuffer buffer = new();
        using ByteArrayContent content = new(new byte[10]);
        content.Headers.ContentLength = long.MaxValue;
        await buffer.ReadAsync(content, CancellationToken.None);
        Assert.Equal(10, buffer.WrittenCount);
    }

    private static byte[] Arguments()
    {
        byte[] arguments = new byte[Size];
        Random random = new(1);
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = (byte)random.Next(' ', 0x7F);
        return arguments;
    }

    /// <summary>Decodes a form's last field while it is written, and keeps its hash.</summary>
    private sealed class FormReader : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly MemoryStream _name = new();
        private readonly byte[] _escape = new byte[2];
        private bool _isInArguments;
        private int _escaped = -1;
        private long _length;

        public int LargestPiece { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public byte[] HashOfArguments() => _hash.GetHashAndReset();

        public override void Write(byte[] buffer, int offset, int count)
        {
            _length += count;
            LargestPiece = Math.Max(LargestPiece, count);
            byte[] decoded = new byte[count];
            int filled = 0;
            foreach (byte one in buffer.AsSpan(offset, count))
            {
                if (!_isInArguments)
                {
                    _name.WriteByte(one);
                    _isInArguments = _name.GetBuffer().AsSpan(0, (int)_name.Length).EndsWith("&Args="u8);
                }
                else if (_escaped >= 0)
                {
                    _escape[_escaped++] = one;
                    if (_escaped == 2)
                    {
                        decoded[filled++] = Convert.FromHexString(Encoding.ASCII.GetString(_escape))[0];
                        _escaped = -1;
                    }
                }
                else if (one == '%')
                {
                    _escaped = 0;
                }
                else
                {
                    decoded[filled++] = one;
                }
            }

            _hash.AppendData(decoded, 0, filled);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private sealed class Handler(Func<HttpContent, CancellationToken, Task<string>> answer, string session = """{"SessionId":"s-1"}""") : HttpMessageHandler
    {
        public AgentBayClient CreateClient() =>
            new(new AgentBayOptions { ApiKey = "k", Endpoint = "http://bay.test" }, new HttpClient(this));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => new(HttpStatusCode.OK)
        {
            Content = new StringContent(request.RequestUri!.Query.Contains("CreateMcpSession", StringComparison.Ordinal)
                ? $$"""{"Success":true,"Data":{{session}} }"""
                : await answer(request.Content!, cancellationToken)),
        };
    }
}
