using Router.Core.Payments;

namespace Router.AspNetCore.Input;

/// <summary>What is wrong with a request before the engine sees it, and what the engine cannot answer. docs/errors.md lists all.</summary>
internal static class ApiErrors
{
    public static RouterError Malformed(string message, string? field = null) => new("280003", 400, message, field);

    public static RouterError TooLarge(long limit) => new("280004", 413, $"The body is larger than {limit} bytes.");

    public static RouterError UnknownField(string field, string? nearest) => new(
        "280005", 400, $"There is no field '{field}'.{(nearest is null ? " docs/api.md lists the fields." : $" Did you mean '{nearest}'?")}", field);

    public static RouterError NotJson() => new("280006", 415, "The body must be JSON; send it with Content-Type: application/json.", "Content-Type");

    public static RouterError NoSuchAddress(string path) => new("280007", 404, $"There is nothing at {path}; docs/api.md lists the addresses.");

    public static RouterError WrongMethod(string method, string path, string allowed) =>
        new("280008", 405, $"{path} does not take {method}{(allowed.Length == 0 ? "" : $"; it takes {allowed}")}.");

    public static RouterError NoOpsKey() =>
        new("280101", 401, "This address needs the operator's key; send Authorization: Bearer <key>.", "Authorization");

    public static RouterError OrderNumberNotFound(string merchant, string number) =>
        new("280201", 404, $"Merchant '{merchant}' has no payment under merchantOrderNo '{number}'.");

    public static RouterError NoSuchAccount(string id) => new("280203", 404, $"There is no account '{id}'.");

    public static RouterError AccountNeeded(string message) => new("280310", 409, message);

    public static RouterError NoSuchAlarm(string id) => new("280206", 404, $"There is no open alarm '{id}'.");

    public static RouterError NotReady() => new("280903", 503, "The engine is starting; ask again in a moment.");

    public static RouterError NoUpkeep(string message) => new("280904", 409, message);

    public static RouterError Bug() => new("289999", 500, "Something went wrong inside the router; its log has the cause. Ask for the state before you repeat.");

    public static RouterError Other(int status) => new("280000", status, $"The request was refused with status {status}.");
}
