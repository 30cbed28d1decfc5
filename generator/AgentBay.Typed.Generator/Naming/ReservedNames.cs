namespace AgentBay.Typed.Generator.Naming;

/// <summary>Names that a generated class or record has anyway.</summary>
internal static class ReservedNames
{
    /// <summary>The parameter that takes arguments which the schema allows but does not name.</summary>
    public const string AdditionalArguments = "additionalArguments";

    private const string ClassSuffix = "Catalog";

    private static readonly string[] OfObject =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals",
    ];

    private static readonly string[] DeclaredByCatalog = ["Tools", "Create", "ImageId", "_caller"];

    public static string[] OfCatalog(string className) => [.. OfObject, .. DeclaredByCatalog, className];

    /// <summary>
    /// The name of a catalog's class. It differs from its members', as C# wants it, and from types that every file of a
    /// project sees: a class named <c>Task</c> would make the project's other code ambiguous.
    /// </summary>
    public static string ForClass(string wanted) => ForChosenClass(ImplicitTypes.Contains(wanted) ? wanted + ClassSuffix : wanted);

    /// <summary>The name of a catalog's class that a person chose.</summary>
    public static string ForChosenClass(string wanted) => System.Array.IndexOf(DeclaredByCatalog, wanted) < 0 ? wanted : wanted + ClassSuffix;

    public static string[] OfRecord(string recordName) =>
    [
        .. OfObject, TypeNames.Wanted(recordName), "EqualityContract", "PrintMembers", "Clone", "Deconstruct", "Read", "Write", "ReadCase", "WriteCase",
        "AdditionalProperties",
    ];

    public static string[] OfEnum { get; } = ["value__"];

    public static string[] OfMethod { get; } = ["cancellationToken", AdditionalArguments, "_caller"];
}
