using System.Text.Json;

namespace AgentBay.Typed.Local.Tests.Support;

/// <summary>One row of what <c>GetContextInfo</c> tells.</summary>
public sealed record ContextRow(string ContextId, string Path, string Status, string TaskType, string ErrorMessage);

/// <summary>What the SDKs do with contexts, call by call.</summary>
public static class WireContexts
{
    public static async Task<string> CreateContextAsync(this Wire wire, string? name = null) =>
        (await wire.CallAsync("GetContext", ("Name", name ?? $"c-{Guid.NewGuid():N}"), ("AllowCreate", "true"))).Data.GetProperty("Id").GetString()!;

    public static async Task<WireSession> CreateSessionWithAsync(this Wire wire, string contextId, string path, object? policy = null)
    {
        var answer = await wire.CallAsync("CreateMcpSession", ("PersistenceDataList", List(contextId, path, policy)));
        Assert.True(answer.Body.GetProperty("Success").GetBoolean(), answer.Body.ToString());
        var session = new WireSession(wire, answer.Data.GetProperty("SessionId").GetString()!);
        await session.CopiedAsync();
        return session;
    }

    public static string List(string contextId, string path, object? policy = null) => JsonSerializer.Serialize(new[]
    {
        policy is null
            ? new Dictionary<string, string> { ["ContextId"] = contextId, ["Path"] = path }
            : new Dictionary<string, string> { ["ContextId"] = contextId, ["Path"] = path, ["Policy"] = JsonSerializer.Serialize(policy) },
    });

    /// <summary>Waits until nothing is being copied and gives what came of it.</summary>
    public static async Task<IReadOnlyList<ContextRow>> CopiedAsync(this WireSession session, params (string Name, string Value)[] filters)
    {
        while (true)
        {
            var rows = Rows(await session.CallAsync("GetContextInfo", filters));
            if (rows.All(row => row.Status is "Success" or "Failed")) return rows;
            await Task.Delay(10);
        }
    }

    /// <summary>Copies and waits, and fails if that failed.</summary>
    public static async Task SyncAsync(this WireSession session, params (string Name, string Value)[] parameters)
    {
        var answer = await session.CallAsync("SyncContext", parameters);
        Assert.True(answer.Body.GetProperty("Success").GetBoolean(), answer.Body.ToString());
        Assert.All(await session.CopiedAsync(), row => Assert.Equal(("Success", ""), (row.Status, row.ErrorMessage)));
    }

    public static IReadOnlyList<ContextRow> Rows(WireAnswer answer)
    {
        var outer = JsonElement.Parse(answer.Data.GetProperty("ContextStatus").GetString()!);
        var data = outer.EnumerateArray().Single(item => item.GetProperty("type").GetString() == "data").GetProperty("data").GetString()!;
        return [.. JsonElement.Parse(data).EnumerateArray().Select(row => new ContextRow(
            row.GetProperty("contextId").GetString()!, row.GetProperty("path").GetString()!, row.GetProperty("status").GetString()!,
            row.GetProperty("taskType").GetString()!, row.GetProperty("errorMessage").GetString()!))];
    }

    /// <summary>The names of the files and folders of a folder; folders end in a slash.</summary>
    public static async Task<string[]> FilesAsync(this Wire wire, string contextId, string folder = "/")
    {
        var answer = await wire.CallAsync("DescribeContextFiles", ("ContextId", contextId), ("ParentFolderPath", folder), ("PageNumber", "1"), ("PageSize", "50"));
        return [.. answer.Data.EnumerateArray().Select(file => file.GetProperty("FileName").GetString() + (file.GetProperty("FileType").GetString() == "FOLDER" ? "/" : ""))];
    }

    public static async Task<Uri> UrlAsync(this Wire wire, string action, string contextId, string path)
    {
        var answer = await wire.CallAsync(action, ("ContextId", contextId), ("FilePath", path));
        Assert.True(answer.Body.GetProperty("Success").GetBoolean(), answer.Body.ToString());
        return new Uri(answer.Data.GetProperty("Url").GetString()!);
    }

    public static async Task PutAsync(this Wire wire, string contextId, string path, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        using var response = await wire.Http.PutAsync(await wire.UrlAsync("GetContextFileUploadUrl", contextId, path), body);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
    }

    public static async Task<byte[]> GetAsync(this Wire wire, string contextId, string path) =>
        await wire.Http.GetByteArrayAsync(await wire.UrlAsync("GetContextFileDownloadUrl", contextId, path));
}
