using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Gateway;

/// <summary>
/// MLflow's clients retry 408, 429 and 5xx for minutes, so the status of an error matters as much as its code.
/// </summary>
[Collection("suite")]
public sealed class ErrorCodeTests(Suite suite)
{
    [Theory]
    [InlineData("INVALID_PARAMETER_VALUE", 400), InlineData("BAD_REQUEST", 400)]
    [InlineData("RESOURCE_ALREADY_EXISTS", 400)]
    [InlineData("UNAUTHENTICATED", 401), InlineData("CUSTOMER_UNAUTHORIZED", 401)]
    [InlineData("PERMISSION_DENIED", 403)]
    [InlineData("RESOURCE_DOES_NOT_EXIST", 404), InlineData("NOT_FOUND", 404), InlineData("ENDPOINT_NOT_FOUND", 404)]
    [InlineData("RESOURCE_CONFLICT", 409), InlineData("ALREADY_EXISTS", 409), InlineData("ABORTED", 409)]
    [InlineData("REQUEST_LIMIT_EXCEEDED", 429), InlineData("RESOURCE_EXHAUSTED", 429)]
    [InlineData("CANCELLED", 499)]
    [InlineData("INTERNAL_ERROR", 500), InlineData("INVALID_STATE", 500), InlineData("DATA_LOSS", 500)]
    [InlineData("NEVER_HEARD_OF", 500)]
    [InlineData("NOT_IMPLEMENTED", 501)]
    [InlineData("TEMPORARILY_UNAVAILABLE", 503)]
    [InlineData("DEADLINE_EXCEEDED", 504)]
    public void Each_code_has_its_status(string code, int status) =>
        Assert.Equal(status, MlflowErrorCodes.StatusOf(code));

    [Fact]
    public async Task A_taken_name_is_400_instead_of_409()
    {
        var name = $"taken {Guid.NewGuid():N}";
        await suite.CreateExperiment(name);
        Assert.Contains("already exists", await suite.Refused(
            "experiments/create", new { name }, "RESOURCE_ALREADY_EXISTS", 400));
    }

    [Fact]
    public async Task An_error_is_a_JSON_object_with_code_and_message()
    {
        var (status, error) = await suite.Send(HttpMethod.Get, "/api/2.0/mlflow/runs/get");
        Assert.Equal(400, status);
        Assert.Equal(["error_code", "message"], error.EnumerateObject().Take(2).Select(member => member.Name));
    }
}
