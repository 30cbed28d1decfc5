namespace AgentBay.Typed.Generator.Naming;

/// <summary>Names that a generated class or record has anyway.</summary>
internal static class ReservedNames
{
    private static readonly string[] OfObject =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals",
    ];

    private static readonly string[] DeclaredByCatalog = ["Tools", "Create", "ImageId", "_caller"];

    public static string[] OfCatalog(string className) => [.. OfObject, .. DeclaredByCatalog, className];

    /// <summary>The name of a catalog's class: C# wants it to differ from its members'.</summary>
    public static string ForClass(string wanted) => System.Array.IndexOf(DeclaredByCatalog, wanted) < 0 ? wanted : wanted + "Catalog";

    public static string[] OfRecord(string recordName) =>
    [
        .. OfObject, recordName, "EqualityContract", "PrintMembers", "Clone", "Deconstruct", "Read", "Write", "ReadCase", "WriteCase",
        "AdditionalProperties",
    ];

    public static string[] OfEnum { get; } = ["value__"];

    public static string[] OfMethod { get; } = ["cancellationToken"];
}
