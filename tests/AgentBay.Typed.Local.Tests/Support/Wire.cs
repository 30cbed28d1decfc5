using System.Net;
using System.Text.Json;

namespace AgentBay.Typed.Local.Tests.Support;

/// <summary>An answer as it came over the wire.</summary>
public sealed record WireAnswer(HttpStatusCode Status, JsonElement Body)
{
    public JsonElement Data => Member("Data");

    public string Code => Member("Code").GetString()!;

    public string Message => Member("Message").GetString()!;

    private JsonElement Member(string key) => Body.GetProperty(key);
}

/// <summary>Speaks AgentBay's protocol, and nothing but.</summary>
public sealed class Wire(LocalBay bay) : IDisposable
{
    public HttpClient Http { get; } = new() { BaseAddress = bay.Endpoint, Timeout = TimeSpan.FromMinutes(2) };

    public async Task<WireAnswer> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        using var form = Form([("Authorization", $"Bearer {bay.ApiKey}"), .. parameters]);
        return await PostAsync($"/?Action={action}&Format=json&Version=2025-05-06", form);
    }

    public async Task<WireAnswer> PostAsync(string address, HttpContent? content)
    {
        using var response = await Http.PostAsync(new Uri(address, UriKind.Relative), content);
        return new WireAnswer(response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] parameters) =>
        new(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)));

    public async Task<WireSession> CreateSessionAsync(string imageId = "linux_latest", string labels = "{}")
    {
        var answer = await CallAsync("CreateMcpSession", ("ImageId", imageId), ("Labels", labels));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return new WireSession(this, answer.Data.GetProperty("SessionId").GetString()!);
    }

    public void Dispose() => Http.Dispose();
}
