using System.Net;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>What of contexts goes by the clock.</summary>
public sealed class ContextTimeTests(ClockedBay fixture) : IClassFixture<ClockedBay>
{
    [Fact]
    public async Task A_url_expires_after_an_hour_and_says_so_beforehand()
    {
        var id = await fixture.Wire.CreateContextAsync();
        await fixture.Wire.PutAsync(id, "/a", [1]);
        var answer = await fixture.Wire.CallAsync("GetContextFileDownloadUrl", ("ContextId", id), ("FilePath", "/a"));
        var url = new Uri(answer.Data.GetProperty("Url").GetString()!);

        Assert.Equal(fixture.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), answer.Data.GetProperty("ExpireTime").GetInt64());
        fixture.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(url));
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(url));
    }

    [Fact]
    public async Task A_lifecycle_removes_what_is_older_from_its_paths()
    {
        var id = await fixture.Wire.CreateContextAsync();
        await fixture.Wire.PutAsync(id, "/cache/old", [1]);
        await fixture.Wire.PutAsync(id, "/kept", [1]);
        var policy = new { recyclePolicy = new { lifecycle = "Lifecycle_3Days", paths = new[] { "/cache" } } };
        await fixture.Wire.CreateSessionWithAsync(id, "/tmp/recycled-elsewhere", policy);

        fixture.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["cache/", "kept"], await fixture.Wire.FilesAsync(id));
        fixture.Clock.Advance(TimeSpan.FromDays(1000));
        Assert.Equal(["kept"], await fixture.Wire.FilesAsync(id));
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using var response = await fixture.Wire.Http.GetAsync(address);
        return response.StatusCode;
    }
}
