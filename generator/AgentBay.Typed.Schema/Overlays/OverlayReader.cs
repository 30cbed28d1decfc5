using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Schema.Overlays;

/// <summary>Reads an overlay. An entry that makes no sense is a problem and is left out; the others count.</summary>
internal static class OverlayReader
{
    public static Overlay Read(string text, List<Problem> problems)
    {
        JsonNode root;
        try
        {
            root = JsonParser.Parse(text, problems);
        }
        catch (JsonSyntaxException e)
        {
            problems.Add(Problems.NotJson(e.Range, e.Message));
            return Overlay.None;
        }

        if (!root.IsObject)
        {
            problems.Add(Problems.NotAnOverlay(root.Range, "it is not an object"));
            return Overlay.None;
        }

        Overlay overlay = Overlay.None;
        foreach (JsonMember member in root.Members)
        {
            overlay = member.Name switch
            {
                "include" => overlay with { Include = Texts(member, problems) },
                "exclude" => overlay with { Exclude = Texts(member, problems) },
                "groups" => overlay with { Groups = TextMap(member, problems) },
                "tools" => overlay with { Tools = Tools(member, problems) },
                "$schema" or "$comment" => overlay,
                _ => Unknown(member, "include, exclude, groups, tools", overlay, problems),
            };
        }

        return overlay;
    }

    private static Dictionary<string, ToolOverlay> Tools(JsonMember member, List<Problem> problems)
    {
        Dictionary<string, ToolOverlay> tools = new(StringComparer.Ordinal);
        foreach (JsonMember tool in Members(member, problems))
            tools[tool.Name] = Tool(tool, problems);
        return tools;
    }

    private static ToolOverlay Tool(JsonMember tool, List<Problem> problems)
    {
        ToolOverlay overlay = ToolOverlay.None with { Range = tool.NameRange };
        foreach (JsonMember member in Members(tool, problems))
        {
            overlay = member.Name switch
            {
                "name" => overlay with { Name = Text(member, problems) },
                "group" => overlay with { Group = Text(member, problems) },
                "outputSchema" => overlay with { OutputSchema = member.Value },
                "outputText" => overlay with { OutputText = Layout(member, problems) },
                "hidden" => overlay with { IsHidden = Flag(member, problems) },
                "deprecated" => overlay with { Deprecated = Deprecation(member, problems) },
                "defaults" => overlay with
                {
                    Defaults = Members(member, problems).ToDictionary(static entry => entry.Name, static entry => entry.Value),
                },
                "$comment" => overlay,
                _ => Unknown(member, "name, group, outputSchema, outputText, hidden, deprecated, defaults", overlay, problems),
            };
        }

        return overlay;
    }

    private static OutputText? Layout(JsonMember member, List<Problem> problems)
    {
        string? members = member.Value.TextOf("members");
        string? items = member.Value.TextOf("items");
        if (members is null == items is null)
        {
            problems.Add(Problems.InvalidOverlayEntry(
                member.Value.Range, "'outputText' needs a template of lines as either 'members' or 'items'"));
            return null;
        }

        string template = members ?? items!;
        TextRange range = (member.Value["members"] ?? member.Value["items"]!).Range;
        string[] places = [.. template.Split('{').Skip(1)];
        bool isWhole = places.Length > 0 && places.All(static place => place.IndexOf('}') >= 0);
        if (!isWhole || (members is not null && !(template.Contains("{key}") && template.Contains("{value}"))))
        {
            problems.Add(Problems.InvalidOverlayEntry(
                range,
                members is null ? "a template needs a place such as {} or {name}" : "the template of 'members' needs the places {key} and {value}"));
            return null;
        }

        return new OutputText(template, members is not null, member.Value.TextOf("none"), range);
    }

    private static string? Deprecation(JsonMember member, List<Problem> problems) => member.Value.Kind switch
    {
        JsonKind.True => "",
        JsonKind.False => null,
        _ => Text(member, problems),
    };

    private static bool Flag(JsonMember member, List<Problem> problems)
    {
        if (member.Value.Kind is not (JsonKind.True or JsonKind.False))
            problems.Add(Problems.InvalidOverlayEntry(member.Value.Range, $"'{member.Name}' must be true or false"));
        return member.Value.Kind == JsonKind.True;
    }

    private static IReadOnlyList<JsonMember> Members(JsonMember member, List<Problem> problems)
    {
        if (!member.Value.IsObject)
            problems.Add(Problems.InvalidOverlayEntry(member.Value.Range, $"'{member.Name}' must be an object"));
        return member.Value.Members;
    }

    private static string? Text(JsonMember member, List<Problem> problems)
    {
        if (member.Value is { IsString: true, Text.Length: > 0 } text)
            return text.Text;
        problems.Add(Problems.InvalidOverlayEntry(member.Value.Range, $"'{member.Name}' must be a text"));
        return null;
    }

    private static List<OverlayText> Texts(JsonMember member, List<Problem> problems)
    {
        if (member.Value.IsArray && member.Value.Items.All(static item => item.IsString))
            return [.. member.Value.Items.Select(static item => new OverlayText(item.Text, item.Range))];
        problems.Add(Problems.InvalidOverlayEntry(member.Value.Range, $"'{member.Name}' must be an array of texts"));
        return [];
    }

    private static Dictionary<string, OverlayText> TextMap(JsonMember member, List<Problem> problems)
    {
        Dictionary<string, OverlayText> map = new(StringComparer.Ordinal);
        foreach (JsonMember entry in Members(member, problems))
        {
            if (Text(entry, problems) is { } text)
                map[entry.Name] = new OverlayText(text, entry.NameRange);
        }

        return map;
    }

    private static T Unknown<T>(JsonMember member, string known, T overlay, List<Problem> problems)
    {
        problems.Add(Problems.InvalidOverlayEntry(member.NameRange, $"'{member.Name}' is not one of {known}"));
        return overlay;
    }
}
