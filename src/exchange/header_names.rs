//! The headers we know: from HubSpot, Salesforce, Pipedrive, Zoho, Apollo, LinkedIn, lead forms, address books, and as people name columns themselves.

/// What a header suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guess {
    /// A standard attribute.
    Attribute(&'static str),
    /// A standard attribute, where no other column is.
    Weak(&'static str),
    /// First name.
    First,
    /// Last name.
    Last,
    /// A signal: a count, a day or yes.
    Signal(&'static str),
    /// What was done last, in words.
    Activity,
    /// When that was.
    ActivityDate,
    /// A status in words.
    Status,
    /// A job title, or a form of address.
    Title,
    /// Yes and no, or an amount.
    Budget,
    /// Nothing but itself.
    Keep,
    /// Written by people after the outcome was clear.
    Leak,
    /// Written by this program.
    Ours,
}

use Guess::{
    Activity, ActivityDate, Attribute, Budget, First, Keep, Last, Leak, Ours, Signal, Status,
    Title, Weak,
};

/// Headers by their letters and digits in lower case, and what they suggest.
pub(crate) const NAMES: &[(&str, Guess)] = &[
    (
        "leadlensstage leadlensgrade leadlenswhy leadlensfit leadlensengagement leadlensnextstep",
        Ours,
    ),
    (
        "email emailaddress emailadresse emailid workemail businessemail primaryemail contactemail leademail personemail personemailwork email1value emailaddress1 mail courriel adresseemail correo correoelectronico correoelectrónico emailwork useremail epost emailprimary youremail",
        Attribute("email"),
    ),
    (
        "personemailhome personemailother email2 email2value email3value email4value email2address email3address secondaryemail emailhome personalemail",
        Attribute("email"),
    ),
    (
        "phone phonenumber phonework businessphone workphone mobile mobilephone mobilenumber cell cellphone telephone tel telefon telefonnummer téléphone telephonenumber teléfono telefono móvil movil handy mobil leadphone personphone personphonework personphonemobile firstphone phone1value workdirectphone directphone companyphone corporatephone primaryphone homephone phone2value phone3value contactphone yourphone mobilephonenumber portable whatsappnumber",
        Attribute("phone"),
    ),
    (
        "name fullname displayname personname contactname leadname clientname customername nombre nombrecompleto vollständigername ansprechpartner nomcomplet contact fullnamecontact",
        Attribute("name"),
    ),
    (
        "firstname givenname vorname prénom prenom forename fname nombredepila",
        First,
    ),
    (
        "lastname familyname surname nachname nomdefamille lname apellido apellidos lastnames",
        Last,
    ),
    (
        "company companyname companyaccount account accountname organization organisation organizationname organisationname organization1name firma firmenname unternehmen entreprise société societe empresa compañía employer relatedcompany business businessname clientcompany associatedcompany",
        Attribute("company"),
    ),
    (
        "jobtitle position role jobposition occupation organization1title persontitle personjobtitle jobrole poste fonction cargo puesto berufsbezeichnung funktion stellenbezeichnung titleorposition",
        Attribute("title"),
    ),
    ("title titel", Title),
    (
        "seniority senioritylevel managementlevel jobseniority joblevel",
        Attribute("seniority"),
    ),
    (
        "industry branche industria sector secteur secteurdactivité companyindustry industrysector industries organizationindustry industrie",
        Attribute("industry"),
    ),
    (
        "employees numberofemployees noofemployees employeecount companysize headcount employeesize numemployees mitarbeiter mitarbeiterzahl anzahlmitarbeiter effectif nombredesalariés empleados númerodeempleados organizationemployees companyheadcount staffcount",
        Attribute("employees"),
    ),
    (
        "annualrevenue revenue companyrevenue yearlyrevenue turnover umsatz jahresumsatz chiffredaffaires facturación ingresosanuales organizationannualrevenue",
        Attribute("annual_revenue"),
    ),
    (
        "country countryregion countrycode billingcountry mailingcountry companycountry land pays país pais personcountry address1country workcountry organizationcountry countryterritory ipcountry",
        Attribute("country"),
    ),
    ("homecountry shippingcountry othercountry", Weak("country")),
    (
        "source leadsource originalsource datasource contactsource quelle leadquelle origine origen fuente originalsourcetype trafficsource utmsource howdidyouhearaboutus originaltrafficsource acquisitionsource",
        Attribute("source"),
    ),
    ("platform", Weak("source")),
    (
        "campaign campaignname utmcampaign kampagne campagne campaña adcampaign",
        Attribute("campaign"),
    ),
    (
        "createdon createddate createdate created createdtime createdat datecreated creationdate dateadded addedon erstelltam erstellt angelegtam datedecréation fechadecreación leadcreated contactcreated createtime timestamp",
        Attribute("created_on"),
    ),
    ("persona buyerpersona", Attribute("persona")),
    (
        "pain painpoint painpoints challenge challenges biggestchallenge",
        Attribute("pain"),
    ),
    ("budget budgetconfirmed hasbudget", Budget),
    ("budgetamount budgetrange", Attribute("budget_amount")),
    (
        "authority decisionmaker buyingrole decisionrole",
        Attribute("authority"),
    ),
    (
        "timeline buyingtimeline timelinemonths purchasetimeframemonths",
        Attribute("timeline_months"),
    ),
    (
        "outcomedate closedate closingdate closeddate",
        Attribute("outcome_on"),
    ),
    (
        "lostreason closedlostreason reasonlost dealloststreason lossreason verlustgrund lostbecause",
        Attribute("lost_reason"),
    ),
    (
        "owner leadowner contactowner accountowner recordowner potentialowner dealowner salesrep salesowner accountexecutive assignedto salesperson personowner besitzer verantwortlich responsable propietario opportunityowner",
        Attribute("owner"),
    ),
    (
        "ownerid hubspotownerid contactownerid leadownerid",
        Weak("owner"),
    ),
    (
        "leadstatus status stage leadstage lifecyclestage crmstatus crmstage contactstage contactstatus dealstage opportunitystage pipelinestage salesstage dealstatus statut estado phase stageinthecrm outreachstatus",
        Status,
    ),
    ("converted isconverted leadconverted", Status),
    (
        "lastactivity lastnotableactivity activitytype interactiontype activitysubject lastengagementtype lastactiontype recentactivity letzteaktivität dernièreactivité leadorigin activity",
        Activity,
    ),
    ("formname conversionname leadform", Activity),
    (
        "lastactivitydate activitydate interactiondate conversiontime activityduedate lastengagementdate dateoflastactivity lastactivitytime dateoflastengagement",
        ActivityDate,
    ),
    (
        "totalvisits numberofsessions sessions websitevisits sitevisits visits numberofvisits websessions",
        Signal("site_visit"),
    ),
    (
        "donotemail emailoptout hasoptedoutofemail optedout unsubscribedfromallemail emailopt0ut unsubscribedfromemail optout",
        Signal("unsubscribed"),
    ),
    (
        "emailbounced isemailbounced bounced hardbounce hardbouncereason emailbounceddate bounces",
        Signal("bounced"),
    ),
    (
        "emailopen emailopened emailopens emailsopened marketingemailsopened opens lastmarketingemailopendate",
        Signal("email_open"),
    ),
    (
        "emailclick emailclicks emailclicked emailsclicked marketingemailsclicked clicks lastmarketingemailclickdate",
        Signal("email_click"),
    ),
    (
        "emailsent emailssent lastcontacted lastcontactdate lastcontactedon numberoftimescontacted timescontacted contacted lastcontact",
        Signal("rep_contacted"),
    ),
    (
        "replied replies emailreplied emailreplies marketingemailsreplied lastreplied recentsalesemailreplieddate hasreplied",
        Signal("replied"),
    ),
    (
        "demoed demoattended democompleted hasdemoed",
        Signal("demo_attended"),
    ),
    ("demorequested requesteddemo", Signal("demo_requested")),
    (
        "meetings meetingsheld lastmeeting lastmeetingdate meetingheld dateoflastmeetingbookedinmeetingstool",
        Signal("meeting_held"),
    ),
    (
        "formsubmissions numberofformsubmissions formssubmitted",
        Signal("form_submitted"),
    ),
    (
        "afreecopyofmasteringtheinterview downloads contentdownloads ebookdownloads whitepaperdownloads",
        Signal("content_download"),
    ),
    (
        "webinarsattended webinarattendance attendedwebinar",
        Signal("webinar_attended"),
    ),
    ("eventsattended attendedevent", Signal("event_attended")),
    (
        "newslettersignup newslettersubscriber newsletter subscribedtonewsletter newsletteropt in",
        Signal("newsletter_signup"),
    ),
    ("connectedon", Signal("social_interaction")),
    (
        "trialstarted trialstartdate trialstart",
        Signal("trial_started"),
    ),
    (
        "proposalsent proposalsentdate proposaldate",
        Signal("proposal_sent"),
    ),
    (
        "pricingpagevisits pricingpageviews",
        Signal("pricing_viewed"),
    ),
    (
        "tags leadquality leadprofile asymmetriqueactivityindex asymmetriqueprofileindex asymmetriqueactivityscore asymmetriqueprofilescore",
        Leak,
    ),
    (
        "emailstatus firstphonestatus id recordid leadid contactid dealtitle potentialname opportunityname dealvalue website notes city",
        Keep,
    ),
];
