using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Overlays;

/// <summary>What a person adds to a capture; a refresh never touches it.</summary>
internal sealed record Overlay
{
    public static Overlay None { get; } = new();

    /// <summary>Name patterns of the tools to use; empty for all.</summary>
    public IReadOnlyList<OverlayText> Include { get; init; } = [];

    /// <summary>Name patterns of the tools to leave out.</summary>
    public IReadOnlyList<OverlayText> Exclude { get; init; } = [];

    /// <summary>The group of each server's tools, where the server's name would not do; each with the place of the server's name.</summary>
    public IReadOnlyDictionary<string, OverlayText> Groups { get; init; } = new Dictionary<string, OverlayText>();

    public IReadOnlyDictionary<string, ToolOverlay> Tools { get; init; } = new Dictionary<string, ToolOverlay>();

    public bool Uses(string tool) =>
        (Include.Count == 0 || Include.Any(pattern => NamePattern.Matches(pattern.Text, tool)))
        && !Exclude.Any(pattern => NamePattern.Matches(pattern.Text, tool))
        && !(Tools.TryGetValue(tool, out ToolOverlay? overlay) && overlay.IsHidden);
}

/// <summary>A text of an overlay.</summary>
/// <param name="Text">The text.</param>
/// <param name="Range">The place to name when something is wrong with it.</param>
internal readonly record struct OverlayText(string Text, TextRange Range);

/// <summary>What a person adds to one tool.</summary>
internal sealed record ToolOverlay
{
    public static ToolOverlay None { get; } = new();

    /// <summary>Where the overlay names the tool.</summary>
    public TextRange Range { get; init; }

    /// <summary>The name of the method.</summary>
    public string? Name { get; init; }

    public string? Group { get; init; }

    /// <summary>The schema of what the tool answers, where the server declares none.</summary>
    public JsonNode? OutputSchema { get; init; }

    /// <summary>How the text that the tool answers holds that, where it is not JSON.</summary>
    public OutputText? OutputText { get; init; }

    public bool IsHidden { get; init; }

    /// <summary>Why the tool should not be used any more; empty when no reason is given; null when it may be used.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Arguments that are sent when the caller gives none.</summary>
    public IReadOnlyDictionary<string, JsonNode> Defaults { get; init; } = new Dictionary<string, JsonNode>();
}

/// <summary>The layout of a text that is not JSON.</summary>
/// <param name="Template">The layout of a line, such as <c>{key}: {value}</c> or <c>[{kind}] {name}</c>.</param>
/// <param name="IsOneObject">Whether the lines are the members of one object, rather than items.</param>
/// <param name="None">A text that stands for no items.</param>
/// <param name="Range">Where the template stands.</param>
internal sealed record OutputText(string Template, bool IsOneObject, string? None, TextRange Range)
{
    /// <summary>The names of the template's places; empty for the place of a whole item.</summary>
    public IEnumerable<string> Places => Template.Split('{').Skip(1).Select(static place => place.Substring(0, place.IndexOf('}')));
}
