using System.Net;
using System.Security.Cryptography;
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
        long length = 0;
        byte[] hash = [];
        Handler service = new(async (content, cancellationToken) =>
        {
            length = content.Headers.ContentLength!.Value;
            await using Stream body = await content.ReadAsStreamAsync(cancellationToken);
            hash = await ArgumentsHashAsync(body, length);
            return """{"Success":true,"Data":{"content":[]}}""";
        });
        using AgentBayClient client = service.CreateClient();
        Session session = await client.CreateSessionAsync();
        await session.InvokeAsync(new ToolDescriptor("t"), arguments);
        Assert.True(length > Size, "The length is announced.");
        Assert.Equal(SHA256.HashData(arguments), hash);
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

    private static byte[] Arguments()
    {
        byte[] arguments = new byte[Size];
        Random random = new(1);
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = (byte)random.Next(' ', 0x7F);
        return arguments;
    }

    // Decodes the one large field without keeping it.
    private static async Task<byte[]> ArgumentsHashAsync(Stream body, long length)
    {
        using MemoryStream form = new((int)length);
        await body.CopyToAsync(form);
        ReadOnlySpan<byte> bytes = form.GetBuffer().AsSpan(0, (int)form.Length);
        ReadOnlySpan<byte> field = bytes[(bytes.IndexOf("&Args="u8) + 6)..];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] decoded = new byte[field.Length];
        int count = 0;
        for (int i = 0; i < field.Length; i++)
        {
            decoded[count++] = field[i] == '%' ? Convert.FromHexString(System.Text.Encoding.ASCII.GetString(field.Slice(i + 1, 2)))[0] : field[i];
            i += field[i] == '%' ? 2 : 0;
        }

        hash.AppendData(decoded.AsSpan(0, count));
        return hash.GetHashAndReset();
    }

    private sealed class Handler(Func<HttpContent, CancellationToken, Task<string>> answer) : HttpMessageHandler
    {
        public AgentBayClient CreateClient() =>
            new(new AgentBayOptions { ApiKey = "k", Endpoint = "http://bay.test" }, new HttpClient(this));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => new(HttpStatusCode.OK)
        {
            Content = new StringContent(request.RequestUri!.Query.Contains("CreateMcpSession", StringComparison.Ordinal)
                ? """{"Success":true,"Data":{"SessionId":"s-1"}}"""
                : await answer(request.Content!, cancellationToken)),
        };
    }
}
