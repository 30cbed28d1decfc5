using System;
using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>
/// Finds where a parameter, a member or a nested type has the name of a type that the same body mentions. There the type
/// is written in full; everywhere else its own name will do, and reads better.
/// </summary>
internal sealed class HiddenNames
{
    private readonly ToolModel _tool;
    private readonly string _qualifier;
    private readonly HashSet<string> _mentioned;

    private HiddenNames(ToolModel tool)
    {
        _tool = tool;
        _qualifier = $"global::{tool.Catalog.Namespace}.{Identifiers.Escape(tool.Catalog.ClassName)}.";
        _mentioned = new HashSet<string>(tool.Types.SelectMany(static type => type.Names), StringComparer.Ordinal) { tool.HolderName };
    }

    /// <summary>The tool with every type in full that its own name would not lead to.</summary>
    public static ToolModel Qualify(ToolModel tool) => new HiddenNames(tool).Qualify();

    private ToolModel Qualify()
    {
        IEnumerable<string> parameters = _tool.Parameters.Select(static parameter => parameter.Name);
        Func<TypeModel, TypeModel>? inMethod = Change([.. parameters.Where(_mentioned.Contains)]);
        return _tool with
        {
            HolderQualifier = parameters.Contains(_tool.HolderName) ? _qualifier : "",
            Parameters = inMethod is null ? _tool.Parameters : _tool.Parameters.Select(parameter => parameter.Map(inMethod)).ToEquatableArray(),
            AdditionalArguments = inMethod is null ? _tool.AdditionalArguments : _tool.AdditionalArguments?.Map(inMethod),
            Types = _tool.Types.Select(Qualify).ToEquatableArray(),
        };
    }

    private DeclaredType Qualify(DeclaredType type)
    {
        if (type is VariantModel variant)
        {
            string[] cases = [.. variant.Cases.Select(static one => one.Record.Name)];
            return variant with
            {
                Cases = variant.Cases.Select(one => one with { Record = (RecordModel)Qualify(one.Record, cases) }).ToEquatableArray(),
            };
        }

        return Qualify(type, []);
    }

    private DeclaredType Qualify(DeclaredType type, string[] nested)
    {
        IEnumerable<MemberModel> members = type is RecordModel record ? record.Members : [];
        List<string> hidden = [.. members.Select(static member => member.Name).Concat(nested).Where(_mentioned.Contains)];
        return Change(hidden) is { } change ? type.Map(change) : type;
    }

    private Func<TypeModel, TypeModel>? Change(List<string> hidden) => hidden.Count == 0
        ? null
        : type => type.Names.Any(hidden.Contains) ? type with { Qualifier = _qualifier } : type;
}
