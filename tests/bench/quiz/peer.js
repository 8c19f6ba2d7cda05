// SurveyJS, started as its documentation shows it, with the question of quiz.json in its own words.
const survey = new Survey.Model({
  questionErrorLocation: "bottom",
  elements: [
    {
      type: "radiogroup",
      name: "market",
      title: "Whom do you sell to?",
      isRequired: true,
      choices: [
        { value: "companies", text: "Other companies" },
        { value: "people", text: "People at home" },
        { value: "both", text: "A bit of both" },
      ],
    },
  ],
});
survey.render(document.getElementById("quiz"));
