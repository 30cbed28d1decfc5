using System.Reflection;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>Calls generated methods by reflection.</summary>
internal static class ToolMethod
{
    public static async Task<ToolResult> Call(CatalogUnderTest catalog, ToolUnderTest tool, IToolInvoker invoker, object?[] arguments)
    {
        object instance = catalog.Type.GetMethod("Create")!.Invoke(null, [invoker])!;
        try
        {
            Task task = (Task)Find(catalog, tool).Invoke(instance, [.. arguments, CancellationToken.None])!;
            await task;
            return (ToolResult)task.GetType().GetProperty("Result")!.GetValue(task)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException inner)
        {
            throw new ArgumentException($"the method refused an argument: {inner.Message}", inner);
        }
    }

    /// <summary>What the compiler puts in for a parameter that a caller leaves out.</summary>
    public static object? DefaultOf(CatalogUnderTest catalog, ToolUnderTest tool, int index)
    {
        ParameterInfo parameter = Find(catalog, tool).GetParameters()[index];
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type.IsEnum && parameter.DefaultValue is { } value ? Enum.ToObject(type, value) : parameter.DefaultValue;
    }

    /// <summary>The members of the types that a tool's arguments or its answer hold: the type that declares each, and its name on the wire.</summary>
    public static IEnumerable<(string Type, string Member)> MembersOf(ToolModel tool, Func<DeclaredType, bool> isUsed) => tool.Types.Where(isUsed).SelectMany(static type => type switch
    {
        RecordModel record => record.Members.Select(member => (record.Name, member.WireName)),
        TupleModel tuple => tuple.Items.Select(item => (tuple.Name, item.WireName)),
        VariantModel variant => variant.Cases
            .SelectMany(one => one.Record.Members.Select(member => ($"{variant.Name}.{one.Record.Name}", member.WireName)))
            .Append((variant.Name, variant.TagName)),
        _ => [],
    });

    private static MethodInfo Find(CatalogUnderTest catalog, ToolUnderTest tool) =>
        catalog.Type.GetMethods().Single(method => method.Name == tool.Model.MethodName && !method.IsStatic);
}
