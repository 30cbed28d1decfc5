using System.Reflection;

namespace AgentBay.Typed.Tests;

/// <summary>The rules of the house, for everything that is public.</summary>
public sealed class ConventionTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // A base class that generated or nested types derive from.
    private static readonly Type[] MayBeDerived = [typeof(Session), typeof(OperationResult), typeof(ToolResult), typeof(ToolCallException)];

    public static TheoryData<Type> PublicTypes() => [.. typeof(AgentBayClient).Assembly.GetExportedTypes()];

    private static IEnumerable<MethodInfo> Asynchronous(Type type) => type.GetMethods(Declared).Where(static method =>
        typeof(Task).IsAssignableFrom(method.ReturnType)
        || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void What_waits_is_named_Async_and_can_be_cancelled(Type type)
    {
        foreach (MethodInfo method in Asynchronous(type))
        {
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
            ParameterInfo last = method.GetParameters().Last();
            Assert.True(last is { Name: "cancellationToken" } && last.ParameterType == typeof(CancellationToken), $"{type.Name}.{method.Name}");
            bool isForGeneratedCode = type.Namespace == "AgentBay.Typed.CompilerServices";
            Assert.True(isForGeneratedCode || last.HasDefaultValue, $"{type.Name}.{method.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void A_class_is_sealed_static_or_abstract_unless_there_is_a_reason(Type type) => Assert.True(
        !type.IsClass || type.IsSealed || type.IsAbstract || MayBeDerived.Contains(type), type.FullName);

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void Nothing_public_has_a_field_or_hands_out_a_list_to_change(Type type)
    {
        Assert.Empty(type.IsEnum ? [] : type.GetFields(Declared).Where(static field => !field.IsLiteral));
        if (!type.Name.EndsWith("Options", StringComparison.Ordinal) && type != typeof(ContextPolicy))
        {
            Assert.DoesNotContain(type.GetProperties(Declared), static property => property.PropertyType.IsGenericType
                && property.PropertyType.GetGenericTypeDefinition() is { } generic
                && (generic == typeof(List<>) || generic == typeof(IList<>) || generic == typeof(IDictionary<,>) || generic == typeof(Dictionary<,>)));
        }
    }

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void What_is_for_generated_code_hides_from_IntelliSense(Type type)
    {
        if (type.Namespace != "AgentBay.Typed.CompilerServices" || type.IsNested)
            return;
        Assert.Equal(
            System.ComponentModel.EditorBrowsableState.Never,
            type.GetCustomAttribute<System.ComponentModel.EditorBrowsableAttribute>()?.State);
    }
}
