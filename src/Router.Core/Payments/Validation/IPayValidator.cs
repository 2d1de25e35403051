using Router.Core.Routing;

namespace Router.Core.Payments.Validation;

/// <summary>One check of a pay command. The first failing one names the field; nothing is stored then.</summary>
public interface IPayValidator
{
    /// <summary>Validators run in this order: the order of the fields in the documentation.</summary>
    int Order { get; }

    RouterError? Check(PayCommand command, RouterSnapshot snapshot);
}
