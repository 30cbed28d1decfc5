using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>Lines of the form "key: value", with the keys of all official SDKs.</summary>
internal sealed class GetFileInfoTool : ITool
{
    public string Name => "get_file_info";

    public Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var entry = sandbox.Files.Describe(arguments.Text("path"));
        var permissions = Permissions(entry.Mode);
        return ToolOutput.From(string.Create(CultureInfo.InvariantCulture, $"""
            name: {entry.Name}
            path: {entry.View}
            size: {entry.Size}
            isDirectory: {(entry.Kind == EntryKind.Directory ? "true" : "false")}
            isFile: {(entry.Kind == EntryKind.File ? "true" : "false")}
            created: {Time(entry.Created)}
            modified: {Time(entry.Modified)}
            accessed: {Time(entry.Accessed)}
            modTime: {Time(entry.Modified)}
            permissions: {permissions}
            mode: {(entry.Kind == EntryKind.Directory ? 'd' : '-')}{permissions}
            owner: {entry.Owner}
            group: {entry.Group}
            """));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Permissions(UnixFileMode mode)
    {
        const string Letters = "rwxrwxrwx";
        return string.Create(Letters.Length, (int)mode, static (span, bits) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = (bits & (1 << (span.Length - 1 - i))) != 0 ? Letters[i] : '-';
        });
    }
}
