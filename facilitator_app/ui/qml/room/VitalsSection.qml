// A check: six fields and the pad.  A refusal lies over what stands above the fields, so that no key moves for it; a question takes
// the pad's place until it is answered.
// In a round the head says where it is, and a saved set rests until one touch goes on to the next seat.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: section

    required property RoomView room
    property bool tight: false
    property real above: 0 // how much of the panel above it a message may lie over: all but seat and name
    readonly property string message: vitals.refusal !== "" ? vitals.refusal : vitals.sign !== "" ? vitals.sign : around.rests === "" ? around.lost : ""
    readonly property bool ofTime: vitals.refusal !== "" && vitals.refused_field === "at" // the row of moments, where it is mended, stays in sight
    readonly property bool tells: over.visible
    readonly property bool beside: width > 400 * Theme.factor && width > 1.3 * height // fields and pad
    readonly property int gap: tight ? 4 : 8
    readonly property VitalsPanel vitals: room.vitals
    readonly property bool putOff: vitals.page === "put_off"
    readonly property bool why: vitals.page === "why"
    readonly property bool by: vitals.page === "by"
    readonly property bool scoring: vitals.page === "score"
    readonly property VitalsRound around: room.round

    focus: true
    Component.onCompleted: forceActiveFocus()
    Keys.onReturnPressed: section.around.enter()
    Keys.onEnterPressed: section.around.enter()

    GridLayout {
        anchors.fill: parent
        visible: !section.putOff && !section.scoring
        columns: section.beside ? 2 : 1
        columnSpacing: 16
        rowSpacing: section.gap

        Roomy { // where they do not fit they scroll, and the pad stays
            Layout.fillWidth: true
            Layout.fillHeight: section.beside
            Layout.preferredHeight: implicitHeight
            Layout.minimumHeight: 60
            Layout.maximumHeight: section.beside ? 10000 : implicitHeight
            Layout.preferredWidth: 100
            spacing: section.gap

            Item { id: spare; visible: section.tight && !section.around.walking && !section.beside && !unsaved.visible; implicitHeight: 8 } // a message of two lines has room
            RoundWay { id: place; Layout.fillWidth: true; visible: section.around.walking; around: section.around; tight: section.tight }
            Say { id: unsaved; objectName: "vitals.unsaved"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; color: Theme.soon; fontSizeMode: Text.HorizontalFit; minimumPixelSize: 16; text: section.vitals.unsaved }
            Refused { objectName: "vitals.amiss"; Layout.fillWidth: true; text: over.fits && !section.ofTime ? "" : section.message } // large text

            GridLayout {
                Layout.fillWidth: true
                columns: section.beside && section.width < 900 * Theme.factor ? 2 : 3
                rowSpacing: section.tight ? 4 : 6
                columnSpacing: section.tight ? 4 : 6

                Repeater {
                    model: section.vitals.fields

                    NumberField {
                        id: field

                        required property string key
                        required property string unit
                        required property string word
                        required property string spoken
                        readonly property string page: section.vitals.page

                        required label
                        required typed
                        required previous
                        required last
                        required age
                        required active
                        required refused
                        required asked
                        required wanted

                        objectName: "vitals." + key
                        Layout.fillWidth: true
                        Layout.preferredWidth: 90
                        instead: word
                        saidAs: spoken + ", " + unit
                        tight: section.tight
                        flat: section.tight && section.beside
                        onClicked: section.vitals.activate(key)
                        onActiveFocusChanged: if (activeFocus && !active) section.vitals.activate(key)
                        onPageChanged: if (page === "pad" && active) field.forceActiveFocus()
                        onActiveChanged: if (active && section.activeFocus) field.forceActiveFocus()
                    }
                }
            }
            Item { visible: section.beside; Layout.fillHeight: true }
        }

        Roomy {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.min(implicitHeight, 4 * Theme.target + 15) // its keys
            Layout.preferredWidth: 100
            spacing: section.gap

            NumberPad {
                objectName: "vitals.pad"
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: section.vitals.question === "" && !section.why && !section.by && section.around.rests === ""
                tight: section.tight
                point: section.vitals.takes_point
                firstAct: qsTr("room_ui.no_value")
                secondAct: section.around.walking ? qsTr("round.skip") : qsTr("room_ui.put_off")
                mainAct: section.vitals.saving ? qsTr("room_ui.saving") : qsTr("room_ui.save_vitals")
                mainEnabled: section.vitals.has_anything && !section.vitals.saving
                spare: section.room.scores.name
                onTyped: key => section.vitals.tap(key)
                onSpared: section.vitals.turn("score")
                onErased: section.vitals.erase()
                onFirst: section.vitals.turn("why")
                onSecond: section.vitals.turn("put_off")
                onNext: section.vitals.tap_next()
                onMain: section.vitals.save()
            }

            RoundRest {
                visible: section.around.rests !== "" && section.vitals.question === ""
                Layout.fillWidth: true
                Layout.fillHeight: true
                around: section.around
                score: section.room.scores.name
                onScored: section.vitals.turn("score")
            }

            ColumnLayout {
                visible: section.vitals.question !== ""
                Layout.fillHeight: true
                spacing: 12

                Say { objectName: "vitals.question"; Layout.fillWidth: true; Layout.topMargin: 8; kind: "title"; wrapMode: Text.Wrap; text: section.vitals.question }
                Button { objectName: "vitals.keep"; Layout.fillWidth: true; kind: "primary"; text: "1 · " + qsTr("room_ui.keep_it"); onClicked: section.vitals.keep() }
                Button { objectName: "vitals.change"; Layout.fillWidth: true; implicitHeight: Math.max(Theme.primary, lines); text: "2 · " + qsTr("room_ui.change_it"); onClicked: section.vitals.change() }
                Item { Layout.fillHeight: true }
            }

            ColumnLayout {
                visible: section.why && section.vitals.question === ""
                Layout.fillHeight: true
                spacing: 8

                Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: section.vitals.active_label + ": " + qsTr("room_ui.no_value") }

                Repeater {
                    model: section.vitals.reasons

                    Button {
                        required property var modelData

                        objectName: "why." + modelData.key
                        Layout.fillWidth: true
                        text: modelData.text
                        onClicked: { section.vitals.say_why(modelData.key); section.forceActiveFocus(); }
                    }
                }
                Button { objectName: "why.by"; visible: section.vitals.by.options.length > 0; kind: "plain"; Layout.fillWidth: true; text: "5 · " + qsTr("vitals.by_whom"); onClicked: section.vitals.turn("by") }
                Item { Layout.fillHeight: true }
                Button { objectName: "why.back"; kind: "plain"; Layout.fillWidth: true; text: qsTr("room_ui.back"); onClicked: section.vitals.turn("pad") }
            }

            ColumnLayout {
                visible: section.by && section.vitals.question === ""
                Layout.fillHeight: true
                spacing: 8

                Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("vitals.by_whom") }
                ByRow { objectName: "vitals.by"; Layout.fillWidth: true; columns: 2; label: qsTr("vitals.by_whom"); by: section.vitals.by; onPicked: { section.vitals.turn("pad"); section.forceActiveFocus(); } }
                Item { Layout.fillHeight: true }
                Button { objectName: "by.back"; kind: "plain"; Layout.fillWidth: true; text: qsTr("room_ui.back"); onClicked: section.vitals.turn("pad") }
            }
        }
    }

    RefusedOver {
        id: over

        readonly property string told: section.vitals.refusal !== "" ? "vitals.refusal" : section.vitals.sign !== "" ? "vitals.sign" : "vitals.lost"

        objectName: told
        visible: fits && text !== "" && !section.ofTime && !section.putOff && !section.scoring
        width: section.width
        y: -section.above
        height: section.above + [spare, place, unsaved].reduce((sum, one) => sum + (one.visible ? one.height + section.gap : 0), -section.gap)
        text: section.message
    }

    ScoreSection {
        anchors.fill: parent
        visible: section.scoring
        scores: section.room.scores
        tight: section.tight
        onBack: section.vitals.turn("pad")

        Connections {
            target: section.room.scores

            function onTold_one() { section.vitals.turn("pad") }
        }
    }

    DeferSection {
        anchors.fill: parent
        visible: section.putOff && (!section.around.walking || section.around.other)
        deferral: section.room.deferral
        onBack: section.vitals.turn("pad")
    }

    SkipSection {
        anchors.fill: parent
        visible: section.putOff && section.around.walking && !section.around.other
        around: section.around
        deferral: section.room.deferral
        tight: section.tight
    }
}
