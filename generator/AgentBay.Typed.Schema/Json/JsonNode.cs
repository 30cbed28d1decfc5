using System;
using System.Collections.Generic;

namespace AgentBay.Typed.Schema.Json;

/// <summary>A JSON value that knows where it stands.</summary>
internal sealed class JsonNode
{
    // Nearly every object has a few members; only a long one needs an index.
    private const int Few = 16;

    private static readonly JsonNode[] NoItems = [];
    private static readonly JsonMember[] NoMembers = [];

    private Dictionary<string, JsonNode>? _index;
    private HashSet<string>? _strings;

    private JsonNode(JsonKind kind, TextRange range, string text = "")
    {
        Kind = kind;
        Range = range;
        Text = text;
    }

    public JsonKind Kind { get; }

    public TextRange Range { get; }

    /// <summary>The value of a string; a number or a skipped value as it is written; empty otherwise.</summary>
    public string Text { get; }

    public IReadOnlyList<JsonNode> Items { get; private set; } = NoItems;

    /// <summary>The members of an object in their order, each name once.</summary>
    public IReadOnlyList<JsonMember> Members { get; private set; } = NoMembers;

    public bool IsObject => Kind == JsonKind.Object;

    public bool IsArray => Kind == JsonKind.Array;

    public bool IsString => Kind == JsonKind.String;

    public static JsonNode Scalar(JsonKind kind, TextRange range, string text = "") => new(kind, range, text);

    public static JsonNode Array(TextRange range, IReadOnlyList<JsonNode> items) => new(JsonKind.Array, range) { Items = items };

    public static JsonNode Object(TextRange range, IReadOnlyList<JsonMember> members) => new(JsonKind.Object, range) { Members = members };

    /// <summary>A member's value, or null.</summary>
    public JsonNode? this[string name]
    {
        get
        {
            if (Members.Count > Few)
                return (_index ??= IndexMembers()).TryGetValue(name, out JsonNode? value) ? value : null;
            foreach (JsonMember member in Members)
            {
                if (string.Equals(member.Name, name, StringComparison.Ordinal))
                    return member.Value;
            }

            return null;
        }
    }

    /// <summary>The strings among the items of an array.</summary>
    public IReadOnlyCollection<string> Strings => _strings ??= CollectStrings();

    /// <summary>Whether this is the same JSON as another, wherever they stand.</summary>
    public bool IsSameAs(JsonNode other)
    {
        if (Kind != other.Kind || Text != other.Text || Items.Count != other.Items.Count || Members.Count != other.Members.Count)
            return false;
        for (int i = 0; i < Items.Count; i++)
        {
            if (!Items[i].IsSameAs(other.Items[i]))
                return false;
        }

        foreach (JsonMember member in Members)
        {
            if (other[member.Name] is not { } counterpart || !member.Value.IsSameAs(counterpart))
                return false;
        }

        return true;
    }

    private Dictionary<string, JsonNode> IndexMembers()
    {
        Dictionary<string, JsonNode> index = new(StringComparer.Ordinal);
        foreach (JsonMember member in Members)
            index[member.Name] = member.Value;
        return index;
    }

    private HashSet<string> CollectStrings()
    {
        HashSet<string> strings = new(StringComparer.Ordinal);
        foreach (JsonNode item in Items)
        {
            if (item.IsString)
                strings.Add(item.Text);
        }

        return strings;
    }

    /// <summary>A member's value if it is a string, or null.</summary>
    public string? TextOf(string name) => this[name] is { IsString: true } value ? value.Text : null;

    /// <summary>A member's value if it is true or false, or null.</summary>
    public bool? FlagOf(string name) => this[name]?.Kind switch
    {
        JsonKind.True => true,
        JsonKind.False => false,
        _ => null,
    };
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NameRange">Where the name stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonMember(string Name, TextRange NameRange, JsonNode Value);
