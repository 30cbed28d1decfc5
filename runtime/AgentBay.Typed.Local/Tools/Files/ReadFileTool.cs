using System.Text;
using System.Text.Json;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

/// <summary>
/// Reads a byte range. As text, a character belongs to the range in which it begins: the official SDKs read in pieces
/// of so many bytes, and the pieces put together must be the text.
/// </summary>
internal sealed class ReadFileTool : ITool
{
    private const int LongestCharacter = 4;

    public string Name => "read_file";

    public async Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken)
    {
        var path = arguments.Text("path");
        var (offset, length) = (arguments.Integer("offset"), arguments.Integer("length"));
        if (arguments.Text("format") == "binary")
            return new ToolOutput(Convert.ToBase64String(await FileContent.ReadAsync(sandbox.Files, path, offset, length, cancellationToken)));

        var before = (int)Math.Min(offset, LongestCharacter - 1);
        var wanted = length == 0 ? 0 : Math.Min(length, FileContent.Limit + 1L) + before + LongestCharacter - 1;
        var bytes = await FileContent.ReadAsync(sandbox.Files, path, offset - before, wanted, cancellationToken);
        var start = NextCharacter(bytes, before);
        var end = length == 0 ? bytes.Length : NextCharacter(bytes, before + (int)Math.Min(length, FileContent.Limit + 1L));
        return new ToolOutput(end > start ? Encoding.UTF8.GetString(bytes, start, end - start) : "");
    }

    /// <summary>The place itself, or the end of the character that it lies in.</summary>
    private static int NextCharacter(ReadOnlySpan<byte> bytes, int place)
    {
        for (var back = 1; back < LongestCharacter && place < bytes.Length && back <= place; back++)
        {
            if (Rune.DecodeFromUtf8(bytes[(place - back)..], out _, out var size) == System.Buffers.OperationStatus.Done && size > back)
                return place - back + size;
        }
        return Math.Min(place, bytes.Length);
    }
}
