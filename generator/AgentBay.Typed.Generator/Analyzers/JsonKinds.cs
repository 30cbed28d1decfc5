using System.Linq;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Analyzers;

/// <summary>What a C# type is in JSON, as far as that is beyond doubt.</summary>
internal static class JsonKinds
{
    public const string Text = "text";
    public const string Number = "a number";
    public const string Boolean = "true or false";
    public const string List = "a list";

    /// <returns>The kind, or null where it cannot be told.</returns>
    public static string? Of(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
            return Of(inner);
        return type switch
        {
            { SpecialType: SpecialType.System_String } => Text,
            { SpecialType: SpecialType.System_Boolean } => Boolean,
            { SpecialType: SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
                or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
                or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => Number,

            // The enums of a catalog are texts of the schema; one of the user's own would not be written at all.
            { TypeKind: TypeKind.Enum, ContainingType: not null } => Text,
            { Name: "Guid" or "DateTimeOffset" or "DateOnly" or "Uri", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => Text,
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => Text,
            IArrayTypeSymbol => List,
            INamedTypeSymbol { Name: "IReadOnlyList" or "List" or "IList", TypeArguments.Length: 1 } => List,
            _ => null,
        };
    }
}
