using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Testing.Tests;

/// <summary>What gets into a recording of something secret, and what the replay answers then.</summary>
public sealed class SecretFilterTests : IDisposable
{
    private const string Pem = "-----BEGIN RSA PRIVATE KEY-----";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
    private readonly FakeTools<LinuxLatest> _live = new();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("TOKEN=s3cr3t", "TOKEN=[redacted]")]
    [InlineData("TOKEN=\"s3cr3t\"; ok", "TOKEN=\"[redacted]\"; ok")]
    [InlineData("TOKEN='s3 cr3t' ok", "TOKEN='[redacted]' ok")]
    [InlineData("TOKEN=\"s3\\\"cr3t\" ok", "TOKEN=\"[redacted]\" ok")]
    [InlineData("TOKEN=s3\"cr 3t\" ok", "TOKEN=[redacted] ok")]
    [InlineData("TOKEN=\"s3cr3t of more lines", "TOKEN=[redacted]")]
    [InlineData("docker run -e \"TOKEN=s3cr3t\" image", "docker run -e \"TOKEN=[redacted]\" image")]
    [InlineData("sh -c 'TOKEN=\"s3cr3t\" run' now", "sh -c 'TOKEN=\"[redacted]\" run' now")]
    [InlineData("\"TOKEN=\" is empty", "\"TOKEN=\" is empty")]
    [InlineData("don't forget, password: 's3cr3t'", "don't forget, password: '[redacted]'")]
    [InlineData("TOKEN=s3cr3t\napi_key: 's3cr3t'\nnext", "TOKEN=[redacted]\napi_key: '[redacted]'\nnext")]
    [InlineData("password:\nnext", "password:\nnext")]
    [InlineData("TOKEN=s3cr3t\r\nnext", "TOKEN=[redacted]\r\nnext")]
    [InlineData("config: {\"password\": \"s3cr3t\", \"x\": 1}", "config: {\"password\": \"[redacted]\", \"x\": 1}")]
    [InlineData("said {\\\"password\\\": \\\"s3cr3t\\\"} twice", "said {\\\"password\\\": \\\"[redacted]\\\"} twice")]
    [InlineData("connect(password=s3cr3t, host=h)", "connect(password=[redacted], host=h)")]
    [InlineData("Authorization: Basic czNjcjN0czNjcjN0", "Authorization: [redacted]")]
    [InlineData("curl -H \"Authorization: Basic czNj\" https://h/", "curl -H \"Authorization: [redacted]\" https://h/")]
    [InlineData("Cookie: a=s3cr3t; b=s3cr3t", "Cookie: [redacted]")]
    [InlineData("Set-Cookie: a=\"s3cr3t\"; Path=/\nnext", "Set-Cookie: [redacted]\nnext")]
    [InlineData("{'Authorization': 'Basic s3cr3t', 'x': 1}", "{'Authorization': '[redacted]', 'x': 1}")]
    [InlineData("see https://user:s3cr3t@host:80/a@b", "see https://user:[redacted]@host:80/a@b")]
    [InlineData("GET /a?access_token=s3cr3t&page=2", "GET /a?access_token=[redacted]&page=2")]
    [InlineData("Server=h;Uid=u;Pwd=s3cr3t;", "Server=h;Uid=u;Pwd=[redacted];")]
    [InlineData("pwd=s3cr3t", "pwd=[redacted]")]
    [InlineData("DB_PWD=s3cr3t PWD=/home/me OLDPWD=/", "DB_PWD=[redacted] PWD=/home/me OLDPWD=/")]
    [InlineData("passphrase: s3cr3t", "passphrase: [redacted]")]
    [InlineData("aws_secret_access_key = s3cr3t/s3cr3t", "aws_secret_access_key = [redacted]")]
    [InlineData("psql --password s3cr3t --api-key=s3cr3t --token-file f", "psql --password [redacted] --api-key=[redacted] --token-file f")]
    [InlineData("max_tokens=5 tokens: 7", "max_tokens=5 tokens: 7")]
    [InlineData("Bearer abcdefgh.s3cr3t", "Bearer [redacted]")]
    [InlineData("glpat-0123456789abcdefXYZ.", "[redacted].")]
    [InlineData("AIzaSyA0123456789abcdefghijklmnopqrstuv", "[redacted]")]
    [InlineData("npm_0123456789abcdefghij", "[redacted]")]
    [InlineData("ghp_0123456789abcdef, sk-0123456789abcdef", "[redacted], [redacted]")]
    [InlineData(Pem + "\nMIIEs3cr3t\n-----END RSA PRIVATE KEY-----\nnext", "[redacted]\nnext")]
    [InlineData(Pem + "\nMIIEs3cr3t\n", "[redacted]")]
    [InlineData("{\"password\":\"s3cr3t\",\"a\":\"b\"}", "{\"password\":\"[redacted]\",\"a\":\"b\"}")]
    [InlineData("{\"stdout\":\"TOKEN=\\\"s3cr3t\\\"; ok\\nnext\",\"exit_code\":0}", "{\"stdout\":\"TOKEN=\\\"[redacted]\\\"; ok\\nnext\",\"exit_code\":0}")]
    [InlineData("{\"stdout\":\"{\\\"token\\\":\\\"s3cr3t\\\"}\"}", "{\"stdout\":\"{\\\"token\\\":\\\"[redacted]\\\"}\"}")]
    [InlineData("{\"secret\":[\"s3cr3t\",{\"a\":\"s3cr3t\",\"b\":17,\"c\":true,\"d\":null,\"e\":\"\"}]}", "{\"secret\":[\"[redacted]\",{\"a\":\"[redacted]\",\"b\":0,\"c\":true,\"d\":null,\"e\":\"\"}]}")]
    [InlineData("{\n  \"token\": \"s3cr3t\"\n}\n", "{\n  \"token\": \"[redacted]\"\n}\n")]
    [InlineData("{ \"a\" : 1.50, \"a\" : \"\\u00e9\" }", "{ \"a\" : 1.50, \"a\" : \"\\u00e9\" }")]
    [InlineData("{\"token\":\"s3cr3t\"}\n{\"stdout\":\"x\\nCookie: s3cr3t\\ny\"}", "{\"token\":\"[redacted]\"}\n{\"stdout\":\"x\\nCookie: [redacted]\\ny\"}")]
    [InlineData("{\"token\":\"s3cr3t\\ud800\"}", "{\"token\":\"[redacted]\"}")]
    public async Task What_looks_like_a_credential_is_left_out_and_the_rest_is_replayed_as_it_was_said(string said, string replayed)
    {
        ToolContent[] content = [new ToolText(said), new ToolResource("a://b", null, said, default)];

        ToolResult result = await ReplayAsync(content);

        Assert.Equal(replayed, Assert.IsType<ToolText>(result.Content[0]).Text);
        Assert.Equal(replayed, Assert.IsType<ToolResource>(result.Content[1]).Text);
        string file = await File.ReadAllTextAsync(_path);
        Assert.DoesNotContain("s3", file, StringComparison.Ordinal);
        Assert.DoesNotContain("cr3t", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_names_and_unknown_content_are_cleaned_too()
    {
        ToolResult result = await ReplayAsync(
            new ToolResource("https://h/?token=s3cr3t", null, "x", default),
            new ToolResourceLink("https://u:s3cr3t@h/", "token=s3cr3t", null),
            new ToolUnknownContent(Json("""{"type":"new","secret":{"a":"s3cr3t"}}""")));

        Assert.Equal("https://h/?token=[redacted]", Assert.IsType<ToolResource>(result.Content[0]).Uri);
        Assert.Equal("https://u:[redacted]@h/", Assert.IsType<ToolResourceLink>(result.Content[1]).Uri);
        Assert.Equal("token=[redacted]", Assert.IsType<ToolResourceLink>(result.Content[1]).Name);
        Assert.DoesNotContain("s3cr3t", await File.ReadAllTextAsync(_path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_answer_with_a_secret_is_still_read_as_its_type()
    {
        _live.On(static tools => tools.Shell(Any.Text)).ReturnsText("""{"stdout":"TOKEN=\"s3cr3t\"; ok\n","stderr":"","exit_code":0}""");
        ToolRecorder recorder = new(_live);
        await LinuxLatest.Create(recorder).Shell("echo 'TOKEN=\"s3cr3t\"; ok'");
        await recorder.SaveAsync(_path);

        ToolResult<LinuxLatest.ShellResult> run = await LinuxLatest.Create(ToolReplay.Load(_path)).Shell("echo 'TOKEN=\"s3cr3t\"; ok'");

        Assert.Equal("TOKEN=\"[redacted]\"; ok\n", run.Value.Stdout);
        Assert.DoesNotContain("s3cr3t", await File.ReadAllTextAsync(_path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_secret_is_left_out_of_numbers_names_and_whole_values()
    {
        RecordingOptions options = new() { Secrets = ["4711", "line\nline"] };
        _live.On(static tools => tools.ReadFile(Any.Text)).ReturnsText("""{"pin":4711,"k4711":"a4711b","c":"line\nline"}""");
        ToolRecorder recorder = new(_live, options);
        await LinuxLatest.Create(recorder).ReadFile("/4711");
        await recorder.SaveAsync(_path);

        ToolResult result = await LinuxLatest.Create(ToolReplay.Load(_path, options)).ReadFile("/4711");

        Assert.Equal("""{"pin":0,"k[redacted]":"a[redacted]b","c":"[redacted]"}""", result.Text);
        Assert.DoesNotContain("4711", await File.ReadAllTextAsync(_path), StringComparison.Ordinal);
    }

    private async Task<ToolResult> ReplayAsync(params ToolContent[] content)
    {
        _live.On(static tools => tools.ReadFile("/f")).ReturnsContent(content);
        ToolRecorder recorder = new(_live);
        await LinuxLatest.Create(recorder).ReadFile("/f");
        await recorder.SaveAsync(_path);
        return await LinuxLatest.Create(ToolReplay.Load(_path)).ReadFile("/f");
    }

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
        return document.RootElement.Clone();
    }
}
