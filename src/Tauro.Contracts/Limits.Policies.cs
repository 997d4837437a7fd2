namespace Tauro.Contracts;

/// <content>Limits on policies, checks and approvals.</content>
public static partial class Limits
{
    /// <summary>Periods in Production that are kept of a model.</summary>
    public const int ProductionPeriodsMax = 20;

    /// <summary>Policies that are not deleted.</summary>
    public const int PoliciesMax = 500;

    /// <summary>Versions of all policies, including deleted ones.</summary>
    public const int PolicyVersionsMax = 20_000;

    /// <summary>Characters in the name of a policy or check.</summary>
    public const int PolicyNameLengthMax = 100;

    /// <summary>Rules of one policy.</summary>
    public const int PolicyRulesMax = 50;

    /// <summary>Characters in the name of a stage.</summary>
    public const int StageNameLengthMax = Ids.UpperName.LengthMax;

    /// <summary>Stages in addition to the default ones.</summary>
    public const int CustomStagesMax = 20;

    /// <summary>Hooks of one policy.</summary>
    public const int PolicyHooksMax = 5;

    /// <summary>The timeout of a hook by default, in seconds.</summary>
    public const double HookSecondsDefault = 5;

    /// <summary>The longest timeout of a hook, in seconds.</summary>
    public const double HookSecondsMax = 30;

    /// <summary>The shortest timeout of a hook, in seconds.</summary>
    public const double HookSecondsMin = 0.1;

    /// <summary>Characters in the secret of a hook.</summary>
    public const int HookSecretLengthMax = 1_000;

    /// <summary>Characters of a hook's reason that are kept.</summary>
    public const int HookReasonLengthMax = 500;

    /// <summary>Tags, files, checks or roles of one rule.</summary>
    public const int RuleItemsMax = 50;

    /// <summary>Characters in a pattern of file names.</summary>
    public const int GlobLengthMax = 250;

    /// <summary>Stars in a pattern of file names.</summary>
    public const int GlobStarsMax = 10;

    /// <summary>People that one rule may ask for.</summary>
    public const int ApproversMax = 50;

    /// <summary>Checks of one model version.</summary>
    public const int ChecksMax = 100;

    /// <summary>Links of one check.</summary>
    public const int CheckLinksMax = 20;

    /// <summary>Metrics of one check.</summary>
    public const int CheckMetricsMax = 100;

    /// <summary>Characters in a person or a role.</summary>
    public const int PersonLengthMax = 250;

    /// <summary>Requests for approval that are kept of one model version; the oldest are removed.</summary>
    public const int ApprovalsMax = 50;

    /// <summary>Decisions about one request for approval.</summary>
    public const int ApprovalDecisionsMax = 100;
}
