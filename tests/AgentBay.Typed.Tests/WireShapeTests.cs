using System.Text;
using AgentBay.Typed.CompilerServices;

namespace AgentBay.Typed.Tests;

/// <summary>How the cases of a union are told apart, and how a place in what is written is named.</summary>
public sealed class WireShapeTests
{
    private static readonly WireShape[] Objects =
    [
        WireShape.OfObject().Require("ok"u8, WireKinds.Boolean, "true").Allow("data"u8, WireKinds.String),
        WireShape.OfObject().Require("ok"u8, WireKinds.Boolean, "false").Allow("error"u8, WireKinds.String),
        WireShape.OfObject().Require("n"u8, WireKinds.Number, "1", "2").AllowOthers(WireKinds.None),
        WireShape.OfObject().Require("n"u8, WireKinds.Integer),
        WireShape.OfObject().Require("n"u8, WireKinds.String, "1"),
        WireShape.OfObject().AllowOthers(WireKinds.Array),
    ];

    private static readonly WireShape[] Arrays =
    [
        WireShape.OfTuple(1, WireShape.Of(WireKinds.String), WireShape.Of(WireKinds.Boolean)),
        WireShape.OfTuple(3, WireShape.Of(WireKinds.String), WireShape.Of(WireKinds.Boolean), WireShape.Of(WireKinds.Boolean)),
        WireShape.OfList(WireShape.Of(WireKinds.Integer)),
        WireShape.OfList(WireShape.Of(WireKinds.Number).OrNull()),
        WireShape.OfList(WireShape.Of(WireKinds.Date)),
        WireShape.OfList(WireShape.Of(WireKinds.Uuid | WireKinds.DateTime)),
        WireShape.OfList(WireShape.OfObject().Require("a"u8, WireKinds.Any)),
        WireShape.OfList(WireShape.OfList(WireShape.Of(WireKinds.String, "x"))),
        WireShape.OfList(WireShape.Of(WireKinds.String)),
    ];

    [Theory]
    [InlineData("""{"ok":true}""", 0)]
    [InlineData("""{"error":"e","ok":false}""", 1)]
    [InlineData("""{"error":"e"}""", 1)]
    [InlineData("""{"n":2.0}""", 2)]
    [InlineData("""{"n":2,"more":1}""", 3)]
    [InlineData("""{"n":3}""", 3)]
    [InlineData("""{"n":"1"}""", 4)]
    [InlineData("""{"\u006e":"1"}""", 4)]
    [InlineData("""{"x":[{}],"y":[]}""", 5)]
    public void Of_objects_the_one_that_is_least_contradicted_fits_best(string json, int expected) => Assert.Equal(expected, BestOf(Objects, json));

    [Theory]
    [InlineData("""["x",true]""", 0)]
    [InlineData("""["x",true,false]""", 1)]
    [InlineData("[1,2.0]", 2)]
    [InlineData("[1,2.5]", 3)]
    [InlineData("[null]", 3)]
    [InlineData("""["2026-01-02"]""", 4)]
    [InlineData("""["00000000-0000-0000-0000-000000000000","2026-01-02T03:04:05Z","2026-01-02T03:04:05Z"]""", 5)]
    [InlineData("""[{"a":[{}]},{"a":1}]""", 6)]
    [InlineData("""[["x"],[]]""", 7)]
    [InlineData("""["a","b","c"]""", 8)]
    public void Of_arrays_the_one_whose_items_fit_is_chosen(string json, int expected) => Assert.Equal(expected, BestOf(Arrays, json));

    [Theory]
    [InlineData("""{"a":1""", "$.a")]
    [InlineData("""{"a":[1,2""", "$.a[1]")]
    [InlineData("""{"a":[1,2]""", "$.a")]
    [InlineData("""{"a":[[],{"b c":"x","d":{"e":[true""", "$.a[1].d.e[0]")]
    [InlineData("""{"a":[[],{"b":{}}""", "$.a[1]")]
    public void What_was_written_last_has_a_path(string begun, string path) => Assert.Equal(path, JsonPath.OfLast(Encoding.UTF8.GetBytes(begun)));

    private static int BestOf(WireShape[] shapes, string json) => new WireReader(Encoding.UTF8.GetBytes(json)).BestOf(shapes);
}
