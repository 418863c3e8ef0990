"""What an office has to say about itself and about its site."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models.people import Authority


class Imprint(models.Model):
    """Who publishes the site, where to find them, and who protects personal data there.

    For Poland also the address of the BIP (public information bulletin, act of 6 September 2001),
    for Czechia the data box (act 300/2008); both name the body's registration number.

    The coordinator is named by role; name and contact stand here only once they are published.
    """

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="imprint")
    official_name = models.CharField(_("official name"), max_length=200)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    town = models.CharField(_("postcode and town"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    registration_number = models.CharField(_("registration number"), max_length=20, blank=True)
    electronic_box = models.CharField(_("box for electronic delivery"), max_length=60, blank=True)
    bulletin = models.URLField(_("public information bulletin"), blank=True)
    editor = models.CharField(_("responsible for the content"), max_length=150, blank=True)
    data_protection = models.CharField(
        _("data protection officer: name and contact"), max_length=250, blank=True
    )
    coordinator_role = models.CharField(_("role of the coordinator"), max_length=150, blank=True)
    coordinator_name = models.CharField(_("name of the coordinator"), max_length=150, blank=True)
    coordinator_phone = models.CharField(_("phone of the coordinator"), max_length=40, blank=True)
    coordinator_email = models.EmailField(_("e-mail of the coordinator"), blank=True)

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprints")

    def __str__(self) -> str:
        return self.official_name


class Conformance(models.TextChoices):
    """The three degrees of the model statement, Commission Decision (EU) 2018/1523."""

    FULL = "FULL", pgettext_lazy("conformance of a site", "fully compliant")
    PARTIAL = "PARTIAL", pgettext_lazy("conformance of a site", "partially compliant")
    NONE = "NONE", pgettext_lazy("conformance of a site", "not compliant")


class AccessibilityStatement(models.Model):
    """The statement on accessibility in one language, as the office made it and reviews it.

    Poland: act of 4 April 2019, art. 10 (one for each language, reviewed by 31 March of each
    year); Czechia: act 99/2019, § 7. Both follow Commission Decision (EU) 2018/1523.
    """

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="statements")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    conformance = models.CharField(_("degree"), max_length=10, choices=Conformance)
    published_on = models.DateField(_("site published on"))
    changed_on = models.DateField(_("last important change of the site"))
    prepared_on = models.DateField(_("statement prepared on"))
    reviewed_on = models.DateField(_("statement last reviewed on"))
    method = models.CharField(_("how it was assessed"), max_length=300)
    exceptions = models.TextField(_("what is not accessible, and why"), blank=True)
    substitutes = models.TextField(_("what can be used instead"), blank=True)
    shortcuts = models.TextField(_("keyboard shortcuts"), blank=True)
    contact_name = models.CharField(_("who answers"), max_length=150)
    contact_email = models.EmailField(_("e-mail"))
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    building = models.TextField(_("access to the building"), blank=True)
    sign_language = models.CharField(_("sign language"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "language"], name="one_statement_per_language"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_on__gte=models.F("prepared_on")),
                name="reviewed_after_it_was_prepared",
            ),
        ]

    def __str__(self) -> str:
        return self.get_language_display()

    def is_due_on(self, day: date) -> bool:
        """Whether its review is due: none since the 31 March before the last one."""
        return self.reviewed_on <= self.last_day_too_old(day)

    @staticmethod
    def last_day_too_old(day: date) -> date:
        """The newest day of a review that no longer counts on a day."""
        is_past = (day.month, day.day) > (3, 31)
        return date(day.year - (1 if is_past else 2), 3, 31)
