using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;
using AgentBay.Typed.Schema.Overlays;
using AgentBay.Typed.Schema.Schemas;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>
/// Binds the tools of a capture to the members of one class. Groups get their names first, because they are few and no
/// tool that comes later shall rename one; then the methods; then each tool's types, whose names start with the tool's.
/// </summary>
internal sealed class CatalogBinder
{
    private const string DefaultGroup = "";
    private const string ReservedSuffix = "Tool";

    private readonly CatalogSettings _settings;
    private readonly Overlay _overlay;
    private readonly List<Problem> _problems;
    private readonly List<Problem> _overlayProblems;
    private readonly NameTable _members;
    private readonly IReadOnlyList<CapturedTool> _tools;

    private CatalogBinder(CatalogSettings settings, Capture capture, Overlay overlay, List<Problem> problems, List<Problem> overlayProblems)
    {
        _settings = settings;
        _overlay = overlay;
        _problems = problems;
        _overlayProblems = overlayProblems;
        _members = new NameTable(ReservedNames.OfCatalog(settings.ClassName));
        _tools = [.. capture.Tools.Where(tool => overlay.Uses(tool.Name))];
    }

    public static (CatalogModel Catalog, EquatableArray<ToolModel> Tools) Bind(
        CatalogSettings settings,
        string fileName,
        Capture capture,
        Overlay overlay,
        List<Problem> problems,
        List<Problem> overlayProblems,
        CancellationToken cancellationToken) =>
        new CatalogBinder(settings, capture, overlay, problems, overlayProblems).Bind(fileName, capture, cancellationToken);

    private (CatalogModel Catalog, EquatableArray<ToolModel> Tools) Bind(string fileName, Capture capture, CancellationToken cancellationToken)
    {
        string[] groups = [.. _tools.Select(GroupOf)];
        Dictionary<string, GroupModel> interfaces = NameGroups(groups);
        string[] prefixes = [.. _tools.Select(tool => WithoutSuffix(MemberNames.Wanted(MethodOf(tool.Name), _members, ReservedSuffix)))];
        string[] methods = NameMethods();
        List<BoundTool> bound = BindTools(prefixes, methods, cancellationToken);

        CatalogIdentity identity = new(_settings.Namespace, _settings.ClassName, _settings.IsPublic);
        string[] files = HintNames.Assign([.. methods.Select(static method => (method, method))]);
        List<ToolModel> tools = [];
        for (int i = 0; i < bound.Count; i++)
        {
            BoundTool tool = bound[i];
            tools.Add(new ToolModel
            {
                Catalog = identity,
                HintName = $"{_settings.HintPrefix}.{files[i]}.g.cs",
                WireName = tool.Tool.Name,
                Server = tool.Tool.Server,
                MethodName = methods[i],
                HolderName = _members.Take(methods[i] + "Tool"),
                GroupInterface = interfaces[groups[i]].InterfaceName,
                Doc = tool.Tool.Description ?? tool.Tool.Title ?? "",
                Annotations = Annotations(tool.Tool.Annotations),
                Deprecated = tool.Overlay.Deprecated ?? (SchemaNode.IsDeprecated(tool.Tool.Node) ? "" : null),
                Parameters = tool.Parameters,
                AdditionalArguments = tool.AdditionalArguments,
                Output = tool.Output,
                Types = tool.Types,
                Description = _settings.DescribesTools ? Describe(tool.Tool) : null,
            });
        }

        CatalogModel catalog = new()
        {
            Identity = identity,
            HintName = _settings.HintPrefix + ".g.cs",
            FileName = fileName,
            ImageId = _settings.ImageId ?? capture.ImageId,
            Groups = interfaces.Values.Distinct().OrderBy(static group => group.InterfaceName, StringComparer.Ordinal).ToEquatableArray(),
            DescribesTools = _settings.DescribesTools,
            Holders = tools.Select(static tool => tool.HolderName).ToEquatableArray(),
        };
        return (catalog, tools.ToEquatableArray());
    }

    private static ToolDescription Describe(CapturedTool tool) => new(
        tool.Description ?? tool.Title,
        tool.InputSchema is { IsObject: true } schema ? JsonWriter.WriteCompact(schema) : "{\"type\":\"object\"}");

    private string[] NameMethods() => MemberNames.Assign(
        [.. _tools.Select(static tool => tool.Name)],
        MethodOf,
        _members,
        ReservedSuffix,
        _settings.MethodSuffix,
        (tool, wanted, given) => _problems.Add(
            Problems.ToolNameClash(_tools.First(one => one.Name == tool).NameRange, tool, wanted, given)));

    private string MethodOf(string tool) => Identifiers.Pascal(OverlayOf(tool).Name ?? tool) + _settings.MethodSuffix;

    private string WithoutSuffix(string method) => method.EndsWith(_settings.MethodSuffix, StringComparison.Ordinal)
        ? method.Substring(0, method.Length - _settings.MethodSuffix.Length)
        : method;

    private string GroupOf(CapturedTool tool)
    {
        const string VendorPrefix = "wuying_";
        if (OverlayOf(tool.Name).Group is { } chosen)
            return chosen;
        if (tool.Server is not { } server)
            return DefaultGroup;
        if (_overlay.Groups.TryGetValue(server, out OverlayText group))
            return group.Text;
        return server.StartsWith(VendorPrefix, StringComparison.Ordinal) ? server.Substring(VendorPrefix.Length) : server;
    }

    private Dictionary<string, GroupModel> NameGroups(string[] groups)
    {
        // Groups that are one name in C# are one group: 'file-system' and 'file_system'.
        Dictionary<string, GroupModel> interfaces = new(StringComparer.Ordinal);
        Dictionary<string, GroupModel> byName = new(StringComparer.Ordinal);
        foreach (string group in groups.Distinct(StringComparer.Ordinal).OrderBy(static group => group, StringComparer.Ordinal))
        {
            string name = "I" + (group.Length == 0 ? "" : Identifiers.Pascal(group)) + "Tools";
            if (!byName.TryGetValue(name, out GroupModel? model))
                byName.Add(name, model = new GroupModel(_members.Take(name), group));
            interfaces.Add(group, model);
        }

        return interfaces;
    }

    private List<BoundTool> BindTools(string[] prefixes, string[] methods, CancellationToken cancellationToken)
    {
        List<BoundTool> bound = [];
        Dictionary<string, int> claims = new(StringComparer.Ordinal);
        for (int i = 0; i < _tools.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BoundTool tool = ToolBinder.Bind(_tools[i], OverlayOf(_tools[i].Name), prefixes[i], cancellationToken);
            bound.Add(tool);
            foreach (string name in tool.Types.SelectMany(static type => type.Names))
                claims[name] = claims.TryGetValue(name, out int count) ? count + 1 : 1;
        }

        // The types of a tool whose own name is contested, or one of whose types' names is, begin with its spelled-out name.
        for (int i = 0; i < bound.Count; i++)
        {
            string? contested = bound[i].Types.SelectMany(static type => type.Names).FirstOrDefault(name => claims[name] > 1 || !_members.IsFree(name));
            if (contested is not null)
                _problems.Add(Problems.TypeNameClash(_tools[i].NameRange, _tools[i].Name, contested));
            if (contested is not null || WithoutSuffix(methods[i]) != prefixes[i])
                bound[i] = bound[i].Rename(bound[i].Types.ToDictionary(static type => type.Name, type => SpelledType(type.Name, bound[i])));
            _problems.AddRange(bound[i].Problems);
            _overlayProblems.AddRange(bound[i].OverlayProblems);
        }

        foreach (string name in bound.SelectMany(static tool => tool.Types).SelectMany(static type => type.Names))
            _members.Take(name);
        return bound;
    }

    // Two underscores stand in no other name, so that these are no method's, and no two tools have the same.
    private static string SpelledType(string name, BoundTool tool) =>
        Identifiers.Spelled(tool.Tool.Name).TrimEnd('_') + "__" + name.Substring(tool.TypePrefix.Length);

    private ToolOverlay OverlayOf(string tool) => _overlay.Tools.TryGetValue(tool, out ToolOverlay? overlay) ? overlay : ToolOverlay.None;

    private static AnnotationsModel Annotations(JsonNode? hints) => new(
        hints?.FlagOf("readOnlyHint"), hints?.FlagOf("destructiveHint"), hints?.FlagOf("idempotentHint"), hints?.FlagOf("openWorldHint"));
}
