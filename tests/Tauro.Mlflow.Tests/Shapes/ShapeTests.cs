using System.Text.Json.Nodes;
using Tauro.TestServers.Shapes;

namespace Tauro.Mlflow.Tests.Shapes;

/// <summary>
/// Each file in <c>Fixtures</c> has a request and its response, field by field: an absent field, <c>""</c> and
/// <c>{}</c> are different.
/// </summary>
[Collection("suite")]
public sealed class ShapeTests(Suite suite)
{
    public static TheoryData<string> Fixtures => [.. ShapeFixture.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task A_response_has_exactly_the_fields_of_its_fixture(string name)
    {
        var seed = await ShapeSeed.Prepare(suite.Http, ShapeFixture.ReadFile(name));
        var fixture = ShapeFixture.Parse(seed.Fill(ShapeFixture.ReadFile(name)));

        using var response = await suite.Http.SendAsync(fixture.Request());
        var body = await response.Content.ReadAsStringAsync();

        Assert.True((int)response.StatusCode == fixture.Status, $"{(int)response.StatusCode} {body}");
        foreach (var (header, value) in fixture.Headers)
            Assert.Equal(value, HeaderOf(response, header));
        if (fixture.Download is { } file) Assert.Equal(file, body);
        else ShapeComparison.Compare(fixture.Response, JsonNode.Parse(body), "$");
    }

    [Fact]
    public void Every_served_route_has_a_fixture()
    {
        var requests = ShapeFixture.Names.Select(ShapeFixture.ReadFile).Select(ShapeFixture.Parse)
            .Where(fixture => fixture.Status is < 400 or 501)
            .ToList();
        var bare = ServedRoutes.From(suite).Where(route => !requests.Any(route.IsAskedBy)).ToList();

        Assert.True(bare.Count == 0, $"No fixture in Shapes/Fixtures requests\n{string.Join('\n', bare)}");
    }

    [Fact]
    public void Every_route_is_served_under_every_prefix() =>
        Assert.All(ServedRoutes.From(suite), route => Assert.Equal(route.PrefixesDue, route.Prefixes));

    private static string HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";
}
