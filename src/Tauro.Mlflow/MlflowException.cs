using Tauro.Stores;

namespace Tauro.Mlflow;

/// <summary>
/// An error in MLflow's format: clients raise its code and message as one string, and match on both. It is thrown,
/// because MLflow's checks fail deep inside the parsing of a message.
/// </summary>
/// <param name="errorCode">One of <see cref="MlflowErrorCodes"/>.</param>
/// <param name="message">What was wrong, in the phrases that clients match on.</param>
public sealed class MlflowException(string errorCode, string message) : Exception(message)
{
    public string ErrorCode => errorCode;

    public int Status => MlflowErrorCodes.StatusOf(errorCode);

    /// <summary>400, INVALID_PARAMETER_VALUE.</summary>
    public static MlflowException Invalid(string message) => new(MlflowErrorCodes.InvalidParameterValue, message);

    /// <summary>404, RESOURCE_DOES_NOT_EXIST.</summary>
    public static MlflowException Missing(string message) => new(MlflowErrorCodes.ResourceDoesNotExist, message);

    /// <summary>400, RESOURCE_ALREADY_EXISTS.</summary>
    public static MlflowException AlreadyExists(string message) => new(MlflowErrorCodes.ResourceAlreadyExists, message);

    /// <summary>Converts a problem from a store, with MLflow's code and message for it.</summary>
    public static MlflowException From(StoreProblem problem) =>
        new(MlflowErrors.CodeOf(problem), MlflowSentences.GetMessage(problem));
}
