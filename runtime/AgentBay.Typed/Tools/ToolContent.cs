using System.Globalization;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>One piece of what a tool answered.</summary>
public abstract class ToolContent
{
    private protected ToolContent() { }

    private protected static string Describe(string mimeType, ReadOnlyMemory<byte> data) =>
        string.Create(CultureInfo.InvariantCulture, $"{mimeType}, {data.Length} bytes");
}

/// <summary>Text.</summary>
/// <param name="text">The text.</param>
public sealed class ToolText(string text) : ToolContent
{
    /// <summary>The text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A picture.</summary>
/// <param name="data">The bytes of the file.</param>
/// <param name="mimeType">Its MIME type, such as <c>image/png</c>.</param>
public sealed class ToolImage(ReadOnlyMemory<byte> data, string mimeType) : ToolContent
{
    /// <summary>The bytes of the picture file.</summary>
    public ReadOnlyMemory<byte> Data { get; } = data;

    /// <summary>The MIME type, such as <c>image/png</c>.</summary>
    public string MimeType { get; } = mimeType ?? throw new ArgumentNullException(nameof(mimeType));

    /// <summary>What it is and how large, such as <c>image/png, 1204 bytes</c>.</summary>
    public override string ToString() => Describe(MimeType, Data);
}

/// <summary>Sound.</summary>
/// <param name="data">The bytes of the file.</param>
/// <param name="mimeType">Its MIME type, such as <c>audio/wav</c>.</param>
public sealed class ToolAudio(ReadOnlyMemory<byte> data, string mimeType) : ToolContent
{
    /// <summary>The bytes of the sound file.</summary>
    public ReadOnlyMemory<byte> Data { get; } = data;

    /// <summary>The MIME type, such as <c>audio/wav</c>.</summary>
    public string MimeType { get; } = mimeType ?? throw new ArgumentNullException(nameof(mimeType));

    /// <summary>What it is and how large, such as <c>audio/wav, 1204 bytes</c>.</summary>
    public override string ToString() => Describe(MimeType, Data);
}

/// <summary>A resource whose content is part of the answer: text or bytes.</summary>
/// <param name="uri">The resource's URI.</param>
/// <param name="mimeType">Its MIME type, where it is told.</param>
/// <param name="text">The content, where it is text.</param>
/// <param name="data">The content, where it is bytes.</param>
public sealed class ToolResource(string uri, string? mimeType, string? text, ReadOnlyMemory<byte> data) : ToolContent
{
    /// <summary>The resource's URI, as the server wrote it.</summary>
    public string Uri { get; } = uri ?? throw new ArgumentNullException(nameof(uri));

    /// <summary>The MIME type, where it is told.</summary>
    public string? MimeType { get; } = mimeType;

    /// <summary>The content, where it is text.</summary>
    public string? Text { get; } = text;

    /// <summary>The content, where it is bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; } = data;

    /// <summary>The resource's URI.</summary>
    public override string ToString() => Uri;
}

/// <summary>A resource that can be fetched from the server.</summary>
/// <param name="uri">The resource's URI.</param>
/// <param name="name">Its name.</param>
/// <param name="mimeType">Its MIME type, where it is told.</param>
public sealed class ToolResourceLink(string uri, string? name, string? mimeType) : ToolContent
{
    /// <summary>The resource's URI, as the server wrote it.</summary>
    public string Uri { get; } = uri ?? throw new ArgumentNullException(nameof(uri));

    /// <summary>The resource's name.</summary>
    public string? Name { get; } = name;

    /// <summary>The MIME type, where it is told.</summary>
    public string? MimeType { get; } = mimeType;

    /// <summary>The resource's URI.</summary>
    public override string ToString() => Uri;
}

/// <summary>Content of a kind that this version does not know, kept as it came.</summary>
/// <param name="json">The content item.</param>
public sealed class ToolUnknownContent(JsonElement json) : ToolContent
{
    /// <summary>The content item as it came.</summary>
    public JsonElement Json { get; } = json;

    /// <summary>The content's kind, as the server calls it.</summary>
    public override string ToString() => Json.TextOrEmpty("type") is { Length: > 0 } type ? $"content of the type '{type}'" : "content without a type";
}
