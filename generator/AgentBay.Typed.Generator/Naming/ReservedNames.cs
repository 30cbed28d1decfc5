namespace AgentBay.Typed.Generator.Naming;

/// <summary>Names that a generated class or record has anyway.</summary>
internal static class ReservedNames
{
    private static readonly string[] OfObject =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals",
    ];

    public static string[] OfCatalog(string className) => [.. OfObject, className, "Tools", "Create", "ImageId", "_caller"];

    public static string[] OfRecord(string recordName) =>
    [
        .. OfObject, recordName, "EqualityContract", "PrintMembers", "Clone", "Deconstruct", "Read", "Write", "ReadCase", "WriteCase",
        "AdditionalProperties",
    ];

    public static string[] OfEnum { get; } = ["value__"];

    public static string[] OfMethod { get; } = ["cancellationToken"];
}
