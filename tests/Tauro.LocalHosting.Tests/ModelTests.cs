namespace Tauro.LocalHosting.Tests;

public sealed class ModelTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder();

    [Theory]
    [InlineData("")]
    [InlineData("9lives")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a_b")]
    [InlineData("a.b")]
    public void A_name_that_Aspire_refuses_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => _builder.AddRedis(name));

    [Fact]
    public void Names_are_unique_whatever_their_case()
    {
        _builder.AddRedis("cache");
        Assert.Throws<DistributedApplicationException>(() => _builder.AddRabbitMQ("Cache"));
    }

    [Fact]
    public void An_endpoint_cannot_be_added_twice()
    {
        var worker = _builder.AddProject("worker", "worker/worker.csproj").WithHttpEndpoint();
        Assert.Throws<DistributedApplicationException>(() => worker.WithHttpEndpoint());
    }

    [Fact]
    public void Nothing_waits_for_itself()
    {
        var worker = _builder.AddProject("worker", "worker/worker.csproj");
        Assert.Throws<DistributedApplicationException>(() => worker.WaitFor(worker));
    }

    [Fact]
    public void Waiting_for_a_database_is_waiting_for_its_server()
    {
        var server = _builder.AddPostgres("server");
        var worker = _builder.AddProject("worker", "worker/worker.csproj").WaitFor(server.AddDatabase("database"));
        Assert.Same(server.Resource, worker.Resource.Annotations.OfType<WaitAnnotation>().Single().Resource);
    }

    [Theory]
    [InlineData("my-worker", "MY_WORKER")]
    [InlineData("2nd", "_2ND")]
    [InlineData("a.b", "A_B")]
    public void A_variables_name_is_encoded_as_Aspire_does(string name, string expected) =>
        Assert.Equal(expected, EnvironmentName.Encode(name));

    [Fact]
    public async Task An_expression_names_its_holes_and_fills_them()
    {
        var parameter = _builder.AddParameter("size", "9");
        var expression = ReferenceExpression.Create($"size is {parameter.Resource}!");
        Assert.Equal("size is {size.value}!", expression.ValueExpression);
        Assert.Equal("size is 9!", await expression.GetValueAsync());
    }
}
