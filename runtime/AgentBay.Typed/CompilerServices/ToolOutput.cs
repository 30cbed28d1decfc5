using System.ComponentModel;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.CompilerServices;

/// <summary>How the value of a tool's answer is read. For generated code.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ToolOutput<T>
{
    private readonly WireRead<T> _read;
    private readonly TextShape? _text;

    /// <summary>Makes an output.</summary>
    /// <param name="read">Reads the value.</param>
    /// <param name="text">What the text looks like where it is not JSON.</param>
    public ToolOutput(WireRead<T> read, TextShape? text = null)
    {
        _read = read;
        _text = text;
    }

    internal T Read(ToolResult result)
    {
        // A failure is told in plain words; lines of them must not be taken for the layout of an answer.
        if (result.IsError && result.StructuredContent is null && _text is not null)
            throw new ToolOutputException(result, "$", "it is an error in plain words", null);
        byte[] utf8 = result.StructuredContent is { } structured
            ? Encoding.UTF8.GetBytes(structured.GetRawText())
            : TextAsJson(result.SaidText("\n"));
        try
        {
            WireReader json = new(utf8);

            // Some images encode an object twice: it comes as a JSON string that holds the JSON.
            T value = json.IsString && LooksLikeJson(json.GetString()) ? json.GetEmbedded(_read) : _read(ref json);
            json.End();
            return value;
        }
        catch (WireMismatchException e)
        {
            throw new ToolOutputException(result, JsonPath.At(utf8, e.Position), e.Message, e);
        }
        catch (JsonException e)
        {
            throw new ToolOutputException(result, "$", $"the text is not JSON ({e.Message})", e);
        }
    }

    private byte[] TextAsJson(string text) => _text?.ToJson(text) ?? Encoding.UTF8.GetBytes(text);

    private static bool LooksLikeJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];
}
