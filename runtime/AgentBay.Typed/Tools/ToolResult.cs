using System.Text.Json;

namespace AgentBay.Typed;

/// <summary>
/// Everything a tool answered. That the tool itself failed is data here (<see cref="IsError"/>);
/// <see cref="Text"/> and <see cref="Json"/> throw then, so that an error is never taken for an answer.
/// </summary>
public class ToolResult
{
    private readonly bool _isStructured;

    // The structured content, or the text as JSON once it was asked for.
    private JsonElement _json;

    /// <summary>Makes a result, for an <see cref="IToolInvoker"/> of one's own.</summary>
    /// <param name="tool">The tool that was called.</param>
    /// <param name="content">What it answered.</param>
    /// <param name="structuredContent">The answer as JSON, where the server gives it beside the content.</param>
    /// <param name="isError">Whether the tool reported a failure.</param>
    /// <param name="requestId">The id under which the service knows the request, or an empty string.</param>
    public ToolResult(
        ToolDescriptor tool,
        IReadOnlyList<ToolContent> content,
        JsonElement? structuredContent = null,
        bool isError = false,
        string requestId = "")
    {
        ArgumentNullException.ThrowIfNull(tool);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(requestId);
        Tool = tool;
        Content = content;
        _isStructured = structuredContent is not null;
        _json = structuredContent ?? default;
        IsError = isError;
        RequestId = requestId;
    }

    private protected ToolResult(ToolResult other)
    {
        ArgumentNullException.ThrowIfNull(other, "result");
        Tool = other.Tool;
        Content = other.Content;
        _isStructured = other._isStructured;
        _json = other._json;
        IsError = other.IsError;
        RequestId = other.RequestId;
    }

    /// <summary>The tool that was called.</summary>
    public ToolDescriptor Tool { get; }

    /// <summary>All that the tool answered, in its order.</summary>
    public IReadOnlyList<ToolContent> Content { get; }

    /// <summary>The answer as JSON, where the server gives it beside the content (<c>structuredContent</c>).</summary>
    public JsonElement? StructuredContent => _isStructured ? _json : null;

    /// <summary>Whether the tool reported a failure.</summary>
    public bool IsError { get; }

    /// <summary>The id under which the service knows the request, for support; empty where there is none.</summary>
    public string RequestId { get; }

    /// <summary>What the tool said of its failure, or null when it succeeded.</summary>
    public string? ErrorMessage => IsError ? SaidText("; ") : null;

    /// <summary>The text of the answer as the tool said it; several pieces are joined by line breaks.</summary>
    /// <exception cref="ToolCallException">The tool reported a failure.</exception>
    public string Text => EnsureSuccess().SaidText("\n");

    /// <summary>The answer as JSON: the structured content, or else the text, which must hold JSON.</summary>
    /// <exception cref="ToolCallException">The tool reported a failure.</exception>
    /// <exception cref="ToolOutputException">The text is not JSON.</exception>
    public JsonElement Json
    {
        get
        {
            EnsureSuccess();
            if (!_isStructured && _json.ValueKind == JsonValueKind.Undefined)
                _json = ParseText();
            return _json;
        }
    }

    /// <summary>The pictures among the content.</summary>
    public IReadOnlyList<ToolImage> Images => [.. Content.OfType<ToolImage>()];

    /// <summary>Returns this result, if the tool succeeded.</summary>
    /// <exception cref="ToolCallException">The tool reported a failure.</exception>
    public ToolResult EnsureSuccess() => IsError ? throw new ToolCallException(this) : this;

    /// <summary>The text, or the error message after <c>error: </c>.</summary>
    public override string ToString() => IsError ? $"error: {ErrorMessage}" : Text;

    internal string SaidText(string separator) => Content is [ToolText only]
        ? only.Text
        : string.Join(separator, Content.OfType<ToolText>().Select(static text => text.Text));

    private JsonElement ParseText()
    {
        string text = Text;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ToolOutputException(this, "$", $"the text is not JSON ({e.Message})", e);
        }
    }
}
