using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Shapes;

/// <summary>
/// Each file in <c>Fixtures</c> is a request and the answer it gets, field for field: absent, <c>""</c> and <c>{}</c>
/// are three things.
/// </summary>
[Collection("suite")]
public sealed class ShapeTests(Suite suite)
{
    public static TheoryData<string> Fixtures => [.. ShapeFixture.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task An_answer_has_exactly_the_fields_of_its_fixture(string name)
    {
        var seed = await ShapeSeed.Of(suite, ShapeFixture.TextOf(name));
        var fixture = ShapeFixture.Parse(seed.Fill(ShapeFixture.TextOf(name)));

        using var answer = await suite.Http.SendAsync(fixture.Request());
        var text = await answer.Content.ReadAsStringAsync();

        Assert.True((int)answer.StatusCode == fixture.Status, $"{(int)answer.StatusCode} {text}");
        foreach (var (header, value) in fixture.Headers)
            Assert.Equal(value, HeaderOf(answer, header));
        if (fixture.Download is { } file) Assert.Equal(file, text);
        else ShapeComparison.Compare(fixture.Response, JsonNode.Parse(text), "$");
    }

    [Fact]
    public void Every_route_that_is_served_has_a_fixture()
    {
        var requests = ShapeFixture.Names.Select(ShapeFixture.TextOf).Select(ShapeFixture.Parse)
            .Where(fixture => fixture.Status is < 400 or 501)
            .ToList();
        var bare = ServedRoutes.Of(suite).Where(route => !requests.Any(route.IsAskedBy)).ToList();

        Assert.True(bare.Count == 0, $"No fixture in Shapes/Fixtures asks\n{string.Join('\n', bare)}");
    }

    [Fact]
    public void Every_route_stands_under_every_prefix() =>
        Assert.All(ServedRoutes.Of(suite), route => Assert.Equal(route.PrefixesDue, route.Prefixes));

    private static string HeaderOf(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";
}
